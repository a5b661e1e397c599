"""A parameter group's parameters: those that a user set, among those that the engine or the service gives by itself.

A description of a real group has some four hundred, in pages of a hundred at most; these are the ones a reader meets.
"""

# Parameters that take effect only after a reboot.
STATIC = {
    "max_connections", "shared_buffers", "shared_preload_libraries", "wal_buffers", "max_worker_processes",
    "rds.logical_replication", "huge_pages", "track_activity_query_size",
}

# name, type, value of a fresh group, source of that value
GIVEN = [
    ("application_name", "string", None, "engine-default"),
    ("autovacuum", "boolean", "1", "engine-default"),
    ("checkpoint_timeout", "integer", None, "engine-default"),
    ("huge_pages", "string", "on", "system"),
    ("log_connections", "boolean", None, "engine-default"),
    ("log_disconnections", "boolean", None, "engine-default"),
    ("log_lock_waits", "boolean", None, "engine-default"),
    ("log_min_duration_statement", "integer", None, "engine-default"),
    ("log_statement", "string", None, "engine-default"),
    ("max_connections", "integer", "LEAST({DBInstanceClassMemory/9531392},5000)", "system"),
    ("max_worker_processes", "integer", "GREATEST(${DBInstanceVCPU*2},8)", "system"),
    ("password_encryption", "string", None, "engine-default"),
    ("rds.force_ssl", "boolean", "1", "system"),
    ("rds.log_retention_period", "integer", "4320", "system"),
    ("rds.logical_replication", "boolean", "0", "system"),
    ("shared_buffers", "integer", "{DBInstanceClassMemory/32768}", "system"),
    ("shared_preload_libraries", "list", "pg_stat_statements", "system"),
    ("ssl_min_protocol_version", "string", "TLSv1.2", "system"),
    ("statement_timeout", "integer", None, "engine-default"),
    ("track_activity_query_size", "integer", "4096", "system"),
    ("wal_buffers", "integer", None, "engine-default"),
    ("work_mem", "integer", None, "engine-default"),
]


def all_of(group, source=None, names=None):
    """The parameters of a moto group by name: those of one source, or these, or all.

    Before version 15 TLS was not forced. A parameter is a user's only as long as it differs from what a fresh group has.
    """
    major = int("".join(letter for letter in group.family if letter.isdigit()) or 0)
    parameters = {}
    for name, kind, value, origin in GIVEN:
        if name == "rds.force_ssl" and major < 15:
            value = "0"
        static = name in STATIC
        parameters[name] = {
            "ParameterName": name, "ParameterValue": value, "Source": origin, "DataType": kind, "IsModifiable": True,
            "ApplyType": "static" if static else "dynamic", "ApplyMethod": "pending-reboot",
        }
    for name, given in group.parameters.items():
        fresh = parameters.setdefault(name, {
            "ParameterValue": None, "Source": "engine-default", "IsModifiable": True, "DataType": "string",
            "ApplyType": "dynamic"})
        origin = fresh["Source"] if given["ParameterValue"] == fresh["ParameterValue"] else "user"
        parameters[name] = fresh | given | {"Source": origin}
    return [parameters[name] for name in sorted(parameters)
            if source in (None, parameters[name]["Source"]) and (names is None or name in names)]
