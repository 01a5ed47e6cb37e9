"""What searches would have found among the stored openings: tried, counted, compared. Pure.

counting     how many openings a condition lets pass, for many conditions at once
variants     a condition with one thing in it other than it is
terms        what a filter looks for and no opening says, and what is near it
trial        one filter, tried on a window of time
replay       the searches of two configurations, compared
"""
