"""Help in an emergency: whom to call, in which language, and when that was last looked up."""
