"""The web application: pages over a store, each also as JSON and, where it is a table, as CSV.

`app.make_app(store, settings)` gives the application; `pages/listed.py` lists its pages. A page is a module of `pages` and a
template; `answers.page` registers it, `asking` hands it a connection to the store and who asks. What may go wrong becomes a
page that says so (`problems`). docs/web.md says how to add a page.
"""
