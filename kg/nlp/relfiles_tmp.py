ENDS = {
 "assists": ("REGION","REGION"), "partners_with": ("REGION","REGION"), "cooperates_with": ("ORG|REGION|PARK","ORG|REGION|PARK"),
 "signed": ("REGION|ORG|PERSON|PARK","DOCUMENT"), "hosts": ("REGION|ORG|PARK","EVENT"), "held_in": ("EVENT","REGION"),
 "located_in": ("ORG|PARK|PROJECT","REGION"), "produces": ("REGION|ORG|PARK|PERSON","PRODUCT"), "sells_to": ("REGION|ORG|PRODUCT|PARK","REGION"),
 "sends_labour_to": ("REGION","REGION"), "funds": ("REGION|ORG|PROJECT|PERSON","REGION|PROJECT|PARK|ORG"), "invests_in": ("ORG","REGION|PROJECT|PARK"),
 "builds": ("REGION|ORG|PARK","PARK|PROJECT"), "dispatches_to": ("REGION|ORG","REGION|ORG|PARK"), "holds_position": ("PERSON","ORG|REGION|PARK"),
 "comes_from": ("PERSON","REGION"), "visits": ("REGION|ORG|PERSON","REGION|ORG|PARK"), "issues": ("REGION|ORG","DOCUMENT"),
}
