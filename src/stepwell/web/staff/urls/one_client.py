"""Where the pages of one client are."""

ONE = "clients/<uuid:client_id>/"
