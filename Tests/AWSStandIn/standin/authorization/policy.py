"""Evaluates policies: pure, and as the IAM user guide's page on the evaluation logic says, within one account."""

import fnmatch
import re


def allowed(documents, action, resource, context):
    """Says whether policies allow an action on one resource: some statement has to, and none may deny it."""
    effects = {
        statement["Effect"]
        for document in documents
        for statement in listed(document["Statement"])
        if concerns(statement, action, resource, context)
    }
    return effects == {"Allow"}


def concerns(statement, action, resource, context):
    if "Action" in statement:
        named = any(matches(pattern.lower(), action.lower()) for pattern in listed(statement["Action"]))
    else:
        named = not any(matches(pattern.lower(), action.lower()) for pattern in listed(statement["NotAction"]))
    placed = any(matches(pattern, resource) for pattern in listed(statement.get("Resource", [])))
    return named and placed and fulfilled(statement.get("Condition", {}), context)


def listed(value):
    return value if isinstance(value, list) else [value]


def matches(pattern, text):
    """`*` and `?` as in IAM; brackets mean nothing."""
    return re.fullmatch(fnmatch.translate(pattern.replace("[", "[[]")), text) is not None


def fulfilled(conditions, context):
    """All conditions of a statement. The keys of `context` are in lower case, its values lists of texts."""
    return all(
        fulfilled_by(operator, listed(wanted), context.get(key.lower()))
        for operator, keys in conditions.items()
        for key, wanted in keys.items()
    )


COMPARISONS = {
    "StringEquals": lambda wanted, given: wanted == given,
    "StringEqualsIgnoreCase": lambda wanted, given: wanted.lower() == given.lower(),
    "StringLike": matches,
    "ArnEquals": matches,
    "ArnLike": matches,
    "Bool": lambda wanted, given: wanted.lower() == given.lower(),
}


def fulfilled_by(operator, wanted, given):
    """One condition; `given` is None where the call has no such key."""
    quantifier, _, name = operator.rpartition(":")
    if name == "Null":
        return (given is None) == (wanted[0] == "true")
    optional, name = name.endswith("IfExists"), name.removesuffix("IfExists")
    negated = "Not" in name
    compare = COMPARISONS.get(name.replace("Not", ""))
    if compare is None:
        raise ValueError(f"the stand-in knows no condition operator {operator}")
    if given is None:
        return optional or negated or quantifier == "ForAllValues"
    met = [any(compare(one, value) for one in wanted) != negated for value in given]
    return all(met) if quantifier == "ForAllValues" or (negated and not quantifier) else any(met)
