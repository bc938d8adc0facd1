"""Messages: that something changed, and to sign in; never what, when, where or with whom."""
