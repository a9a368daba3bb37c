"""Pages for signing in and out, and for looking after how one signs in."""
