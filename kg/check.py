def check(reading):
    return ()
