"""A wrong value for a field of each class of the model, and the whole line that is said about it."""

from typing import Any

from tigerex_k8s import Fixed, calls

LABEL = "use lower-case letters, digits and '-', with a letter or digit at both ends"
_QUANTITY = "is not a Kubernetes quantity; write a number and a unit, such as '500m', '2' or '4Gi'"
_TUPLE = "expected a tuple or a list (a tuple of one ends in a comma)"
_LONG = "x" * 64
_CRON = "is no time; write minute, hour, day of the month, month and day of the week, such as '0 3 * * *'"

# A class, one of its fields with a value, and what is said about it.
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("Allowed", {"actions": ()}, "Allowed: actions: expected at least 1 of them, found ()"),
    ("Backup", {"dump": "0 25 * * *"}, f"Backup: dump: '0 25 * * *' {_CRON}"),
    ("Backup", {"dump": "@daily"}, f"Backup: dump: '@daily' {_CRON}"),
    ("ObjectBackup", {"schedule": "daily"}, f"ObjectBackup: schedule: 'daily' {_CRON}"),
    ("Backup", {"retention_days": 0}, "Backup: retention_days: expected at least 1, found 0"),
    ("Bucket", {"name": "ab"}, "Bucket 'ab': name: 'ab' is too short for a bucket; S3 takes 3 to 63 characters"),
    ("Expiry", {"prefix": "/"}, "Expiry: prefix: '/' is no folder of a bucket; write 'logs/', or '' for the whole"),
    ("PostgresBackup", {"base": "0 5-2 * * *"}, f"PostgresBackup: base: '0 5-2 * * *' {_CRON}"),
    ("Config", {"name": "Settings"}, f"Config 'Settings': name: 'Settings' is refused by Kubernetes; {LABEL}"),
    ("Config", {"values": ["A=1"]}, "Config: values: expected a mapping, found ['A=1']"),
    (
        "Delivery",
        {"repository": "git@github.com:acme/shop"},
        "Delivery: repository: 'git@github.com:acme/shop' is not the https address of a Git repository, up to '.git'",
    ),
    ("Eks", {"account": "1234"}, "Eks: account: '1234' is not the number of an AWS account (12 digits)"),
    ("Eks", {"log_retention_days": 0}, "Eks: log_retention_days: expected at least 1, found 0"),
    ("Eks", {"version": "1.9"}, "Eks: version: '1.9' is not a minor version of Kubernetes such as '1.35'"),
    ("Elastic", {"cpu_percent": 101}, "Elastic: cpu_percent: expected at most 100, found 101"),
    ("Elastic", {"minimum": -1}, "Elastic: minimum: expected at least 1, found -1"),
    ("Elastic", {"minimum": "2"}, "Elastic: minimum: expected a whole number, found '2'"),
    ("Endpoint", {"metrics_path": "metrics"}, "Endpoint: metrics_path: 'metrics' does not start with '/'"),
    (
        "Endpoint",
        {"name": "1"},
        (
            "Endpoint '1': name: '1' is refused as the name of a port; "
            "use at most 15 characters, one of them a letter, and no '--'"
        ),
    ),
    ("Endpoint", {"port": 0}, "Endpoint: port: expected at least 1, found 0"),
    ("Endpoint", {"port": 65536}, "Endpoint: port: expected at most 65535, found 65536"),
    ("Endpoint", {"port": True}, "Endpoint: port: expected a whole number, found True"),
    ("Endpoint", {"scheme": "htpp"}, "Endpoint: scheme: expected 'http', 'https', 'ws' or 'grpc', found 'htpp'"),
    ("Environment", {"components": ()}, "Environment: components: expected at least 1 of them, found ()"),
    ("Environment", {"platform": None}, "Environment: platform: expected Platform, found None"),
    ("Exemption", {"because": ""}, "Exemption: because: expected text that is not empty, found ''"),
    ("Exemption", {"until": "2026-12-31"}, "Exemption: until: expected a datetime.date, found '2026-12-31'"),
    ("Exposure", {"hosts": "api"}, f"Exposure: hosts: {_TUPLE}, found 'api'"),
    ("Fixed", {"replicas": -3}, "Fixed: replicas: expected at least 1, found -3"),
    ("Fixed", {"replicas": 2.0}, "Fixed: replicas: expected a whole number, found 2.0"),
    ("HttpProbes", {"live": "health"}, "HttpProbes: live: 'health' does not start with '/'"),
    ("Index", {"columns": []}, "Index: columns: expected at least 1 of them, found ()"),
    ("Index", {"table": "Trades"}, "Index: table: 'Trades' is not a plain SQL name (a-z, 0-9 and '_')"),
    (
        "KubernetesApi",
        {"service": "10.0.0.0/33"},
        "KubernetesApi: service: '10.0.0.0/33' is not a range of addresses such as '10.0.0.0/16'",
    ),
    (
        "KubernetesApi",
        {"service": "10.0.7.1/16"},
        "KubernetesApi: service: '10.0.7.1/16' starts inside of a range; write '10.0.0.0/16'",
    ),
    ("LetsEncrypt", {"email": ""}, "LetsEncrypt: email: expected text that is not empty, found ''"),
    ("Migration", {"version": 0}, "Migration: version: expected at least 1, found 0"),
    ("NodeGroup", {"dedicated": "yes"}, "NodeGroup: dedicated: expected True or False, found 'yes'"),
    (
        "NodeGroup",
        {"instance_type": "m5"},
        "NodeGroup: instance_type: 'm5' is not a type of EC2 instance such as 'm5.2xlarge'",
    ),
    (
        "Operator",
        {"repository": "jetstack"},
        "Operator: repository: 'jetstack' is not the address of a repository of Helm charts, with https or oci",
    ),
    ("Operator", {"version": "1.x"}, "Operator: version: '1.x' is not one version of a chart such as '1.2.3'"),
    ("Operator", {"wave": -1}, "Operator: wave: expected at least 0, found -1"),
    ("OwnPolicy", {"statements": ()}, "OwnPolicy: statements: expected at least 1 of them, found ()"),
    ("Patch", {"op": "test"}, "Patch: op: expected 'add', 'replace' or 'remove', found 'test'"),
    (
        "Patch",
        {"value": b"x"},
        "Patch: value: expected text, a number, True, False, None, or a list or mapping of those, found b'x'",
    ),
    (
        "Platform",
        {"domain": "Tigerex.com"},
        "Platform: domain: 'Tigerex.com' is not a host name; use labels of a-z, 0-9 and '-', joined by dots",
    ),
    (
        "Platform",
        {"issuer": "letsencrypt"},
        "Platform: issuer: expected LetsEncrypt or SelfSigned, found 'letsencrypt'",
    ),
    ("Platform", {"routing": "nginx"}, "Platform: routing: expected 'gateway' or 'ingress', found 'nginx'"),
    ("Pooler", {"instances": 0}, "Pooler: instances: expected at least 1, found 0"),
    (
        "Postgres",
        {"image": "acme/postgres"},
        "Postgres: image: 'acme/postgres' names no version; write 'repository:tag', with '@sha256:…' if it is known",
    ),
    (
        "Postgres",
        {"image": "acme/postgres:1:2"},
        (
            "Postgres: image: 'acme/postgres:1:2' is not the name of an image; "
            "write 'repository:tag', the repository in lower case"
        ),
    ),
    (
        "Postgres",
        {"image": "acme/postgres:latest"},
        "Postgres: image: 'acme/postgres:latest' moves with every push; write the version that is meant",
    ),
    ("Postgres", {"storage": "500GiB"}, f"Postgres: storage: '500GiB' {_QUANTITY}"),
    (
        "PostgresTuning",
        {"checkpoint_completion_target": 0},
        "PostgresTuning: checkpoint_completion_target: expected above 0.0, found 0",
    ),
    (
        "PostgresTuning",
        {"work_mem": "8Gi"},
        (
            "PostgresTuning: work_mem: '8Gi' is no memory setting of PostgreSQL; "
            "write a number and kB, MB, GB or TB, such as '8GB'"
        ),
    ),
    ("PriorityClass", {"value": 2_000_000_000}, "PriorityClass: value: expected at most 1000000000, found 2000000000"),
    ("Redis", {"leaders": 2}, "Redis: leaders: expected at least 3, found 2"),
    ("Resources", {"cpu": "half"}, f"Resources: cpu: 'half' {_QUANTITY}"),
    ("Resources", {"cpu": 1}, "Resources: cpu: expected text, found 1"),
    ("Resources", {"memory": "0"}, "Resources: memory: '0' is nothing; ask for more than 0"),
    ("Resources", {"memory": "٣Gi"}, f"Resources: memory: '٣Gi' {_QUANTITY}"),
    ("Secret", {"keys": ("A B",)}, "Secret: keys[0]: 'A B' is not a key of a Secret (letters, digits, '-_.')"),
    ("SecretKey", {"secret": "Tokens"}, f"SecretKey: secret: 'Tokens' is refused by Kubernetes; {LABEL}"),
    ("Service", {"env": {"A": 1}}, "Service: env['A']: expected text, found 1"),
    ("Service", {"max_surge": "25"}, "Service: max_surge: '25' is not a percentage such as '25%'"),
    ("Service", {"max_surge": 0}, "Service: max_surge: expected at least 1, found 0"),
    ("Service", {"max_surge": 2.5}, "Service: max_surge: expected a whole number or text, found 2.5"),
    ("Service", {"name": ""}, f"Service '': name: '' is refused by Kubernetes; {LABEL}"),
    ("Service", {"name": _LONG}, f"Service '{_LONG}': name: '{_LONG}' has 64 characters; Kubernetes takes at most 63"),
    ("Service", {"name": None}, "Service: name: expected text, found None"),
    (
        "Service",
        {"needs": {calls("a")}},
        f"Service: needs: {_TUPLE}, found {{Need(verb='calls', target='a', endpoint=None, as_=None)}}",
    ),
    ("Service", {"probes": "/health"}, "Service: probes: expected HttpProbes or TcpProbes, found '/health'"),
    ("Service", {"scale": 3}, "Service: scale: expected Fixed or Elastic, found 3"),
    ("Service", {"scale": Fixed}, "Service: scale: expected Fixed or Elastic, found the class Fixed"),
    ("Service", {"scale": {"replicas": 3}}, "Service: scale: expected Fixed or Elastic, found {'replicas': 3}"),
    (
        "Objective",
        {"seconds": 0.3},
        (
            "Objective: seconds: 0.3 is no bound of a bucket, so that nobody could count;"
            " write 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5 or 10"
        ),
    ),
    ("Objective", {"percent": 100.0}, "Objective: percent: expected below 100.0, found 100.0"),
    ("Monitoring", {"retention_days": 0}, "Monitoring: retention_days: expected at least 1, found 0"),
    ("StorageClass", {"name": "gp2"}, "StorageClass 'gp2': name: expected 'gp3' or 'io2', found 'gp2'"),
    ("TcpProbes", {"startup_seconds": 0}, "TcpProbes: startup_seconds: expected at least 1, found 0"),
    (
        "WellKnownPolicy",
        {"policy": "s3"},
        "WellKnownPolicy: policy: expected 'autoScaler', 'awsLoadBalancerController' or 'externalDNS', found 's3'",
    ),
]
