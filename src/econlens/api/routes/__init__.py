"""The routes, by the function that serves them; api.route_table has them all."""
