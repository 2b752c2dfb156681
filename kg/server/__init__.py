"""A read-only site over the graph of a folder: SPARQL endpoint, pages of entities, look-ups as JSON, the explorer.

`app` is the web application, `site` keeps the graph it shows and changes over when a build puts in another, `pool` runs
whatever reads the graph in `worker` processes that are held to `limits`. What a worker can be asked is listed in `tasks`.
Only `app`, `protocol` and `negotiate` know HTTP; only the workers open the store.
"""
