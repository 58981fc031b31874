"""The door for programs and the console: the GraphQL API over HTTP."""
