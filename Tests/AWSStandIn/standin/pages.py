"""Lists in pages, where moto gives all at once. The marker of a page is the number of what came before it."""


def cut(everything, size, marker):
    """One page of a list, and the marker of the next one; nothing after the last."""
    first = int(marker or 0)
    last = first + size
    return everything[first:last], str(last) if last < len(everything) else None
