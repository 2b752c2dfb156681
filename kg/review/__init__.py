"""A person looks at facts: which first, what else they might be, and what becomes of the answer in corrections.yml."""
