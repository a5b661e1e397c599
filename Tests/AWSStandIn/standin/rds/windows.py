"""When backups are made, for how long they are kept, and when a server may be restarted."""

from .refusal import value

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY


def check_retention(days):
    if days is not None and not 0 <= days <= 35:
        raise value(f"Invalid backup retention period: {days}. Must be between 0 and 35")


def check_apart(backups, maintenance):
    """Windows that overlap are refused; one may begin when the other ends."""
    if not backups or not maintenance:
        return
    begin, end = (minutes(part) for part in backups.split("-"))
    start, stop = (DAYS.index(part[:3].lower()) * DAY + minutes(part[4:]) for part in maintenance.split("-"))
    for day in range(7):
        first = day * DAY + begin
        if (first - start) % WEEK < (stop - start) % WEEK or (start - first) % WEEK < (end - begin) % DAY:
            raise value("The backup window and maintenance window must not overlap.")


def minutes(time):
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
