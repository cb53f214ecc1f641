"""Every address with whatever anybody may send: never an error page of ours."""
