"""What EconLens costs a month on AWS, line by line, beside the server set-up it replaces."""
