"""Does an EconLens behave as the contract says, and two of them alike?"""
