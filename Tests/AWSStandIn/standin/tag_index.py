"""The tagging API's index of tags. AWS fills it some time after something was tagged; moto reads the tags themselves."""

from .accounts import accounts


def looked_up(about, call, account, ask):
    """What `ask` answers, or what it answered before for the same question: while the account's index lags."""
    if about.operation != "GetResources":
        return ask()
    settings, question = accounts[account], (about.region, bytes(call.body))
    if settings.tag_lag and question in settings.tag_index:
        return settings.tag_index[question]
    reply = ask()
    if reply.status < 300:
        settings.tag_index[question] = reply
    return reply
