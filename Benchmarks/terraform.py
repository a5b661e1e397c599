"""The same objects as the fleet's, for Terraform, written as its users write them: a module's worth for each tenant."""

import shutil
import subprocess

VERSION = "5.100.0"

HEAD = """\
terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws", version = "{version}" }}
  }}
}}
"""

PROVIDER = """\
provider "aws" {{
  alias                       = "{region}"
  region                      = "{region}"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true
  endpoints {{
    ec2            = "{address}"
    kms            = "{address}"
    rds            = "{address}"
    s3             = "{address}"
    secretsmanager = "{address}"
    sts            = "{address}"
  }}
}}

resource "aws_security_group" "{region}" {{
  provider    = aws.{region}
  name        = "parking-databases"
  description = "PostgreSQL from the pods"
  vpc_id      = "{vpc}"
  ingress {{
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["{range}"]
  }}
}}

resource "aws_db_subnet_group" "{region}" {{
  provider   = aws.{region}
  name       = "parking"
  subnet_ids = [{subnets}]
}}

resource "aws_db_parameter_group" "{region}" {{
  provider = aws.{region}
  name     = "parking-postgres16"
  family   = "postgres16"
  parameter {{
    name  = "rds.force_ssl"
    value = "1"
  }}
  parameter {{
    name  = "log_connections"
    value = "1"
  }}
}}
"""

KEY = """\
resource "aws_kms_key" "{label}" {{
  provider            = aws.{region}
  description         = "Data of {name}"
  enable_key_rotation = true
}}

resource "aws_kms_alias" "{label}" {{
  provider      = aws.{region}
  name          = "alias/parking-{name}"
  target_key_id = aws_kms_key.{label}.key_id
}}
"""

TENANT = """\
resource "aws_db_instance" "{name}" {{
  provider                        = aws.{region}
  identifier                      = "parking-{name}"
  engine                          = "postgres"
  engine_version                  = "16"
  instance_class                  = "db.r6g.xlarge"
  allocated_storage               = 500
  max_allocated_storage           = 10240
  storage_type                    = "gp3"
  multi_az                        = true
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.{name}.arn
  db_subnet_group_name            = aws_db_subnet_group.{region}.name
  vpc_security_group_ids          = [aws_security_group.{region}.id]
  parameter_group_name            = aws_db_parameter_group.{region}.name
  username                        = "cadastre"
  manage_master_user_password     = true
  master_user_secret_kms_key_id   = aws_kms_key.{name}.key_id
  backup_retention_period         = 30
  backup_window                   = "03:00-04:00"
  copy_tags_to_snapshot           = true
  deletion_protection             = true
  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  skip_final_snapshot             = true
}}
"""

BUCKET = """\
resource "aws_s3_bucket" "{label}" {{
  provider = aws.{region}
  bucket   = "parking-{name}-{account}-{region}"
}}

resource "aws_s3_bucket_public_access_block" "{label}" {{
  provider                = aws.{region}
  bucket                  = aws_s3_bucket.{label}.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}}

resource "aws_s3_bucket_ownership_controls" "{label}" {{
  provider = aws.{region}
  bucket   = aws_s3_bucket.{label}.id
  rule {{
    object_ownership = "BucketOwnerEnforced"
  }}
}}

resource "aws_s3_bucket_server_side_encryption_configuration" "{label}" {{
  provider = aws.{region}
  bucket   = aws_s3_bucket.{label}.id
  rule {{
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {{
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.{label}.arn
    }}
  }}
}}

resource "aws_s3_bucket_versioning" "{label}" {{
  provider = aws.{region}
  bucket   = aws_s3_bucket.{label}.id
  versioning_configuration {{
    status = "Enabled"
  }}
}}

resource "aws_s3_bucket_lifecycle_configuration" "{label}" {{
  provider = aws.{region}
  bucket   = aws_s3_bucket_versioning.{label}.bucket
  rule {{
    id     = "versions"
    status = "Enabled"
    filter {{
      prefix = ""
    }}
    expiration {{
      expired_object_delete_marker = true
    }}
    noncurrent_version_expiration {{
      noncurrent_days = 60
    }}
    abort_incomplete_multipart_upload {{
      days_after_initiation = 7
    }}
  }}
}}

resource "aws_s3_bucket_policy" "{label}" {{
  provider = aws.{region}
  bucket   = aws_s3_bucket.{label}.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Sid       = "TLSOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.{label}.arn, "${{aws_s3_bucket.{label}.arn}}/*"]
      Condition = {{ Bool = {{ "aws:SecureTransport" = "false" }} }}
    }}]
  }})
}}
"""

BUCKET_COPY = """\
resource "aws_s3_bucket_replication_configuration" "{name}" {{
  provider = aws.{region}
  bucket   = aws_s3_bucket_versioning.{name}.bucket
  role     = "{role}"

  # S3 refuses it while the other bucket keeps no versions.
  depends_on = [aws_s3_bucket_versioning.{name}-copy]

  rule {{
    id       = "recovery"
    priority = 1
    status   = "Enabled"
    filter {{
      prefix = ""
    }}
    delete_marker_replication {{
      status = "Enabled"
    }}
    source_selection_criteria {{
      sse_kms_encrypted_objects {{
        status = "Enabled"
      }}
    }}
    destination {{
      bucket = aws_s3_bucket.{name}-copy.arn
      encryption_configuration {{
        replica_kms_key_id = aws_kms_key.{name}-copy.arn
      }}
    }}
  }}
}}
"""

COPY = """\
resource "aws_db_instance_automated_backups_replication" "{name}" {{
  provider               = aws.{recovery}
  source_db_instance_arn = aws_db_instance.{name}.arn
  kms_key_id             = aws_kms_key.{name}-copy.arn
  retention_period       = 30
}}
"""


def write(folder, address, places, tenants):
    """`places` are the `aws` of the Regions by their names, and their `recovery`; `tenants` pairs of name and region."""
    parts = [HEAD.format(version=VERSION)]
    for region, (place, _) in places.items():
        network = place["network"]
        parts.append(PROVIDER.format(
            region=region, address=address, vpc=network["vpc"], range=network["clusterRanges"][0],
            subnets=", ".join(f'"{subnet}"' for subnet in network["subnets"])))
    for name, region in tenants:
        place, recovery = places[region]
        account = place["account"]
        parts += [KEY.format(label=name, name=name, region=region), TENANT.format(name=name, region=region),
                  BUCKET.format(label=name, name=name, region=region, account=account)]
        if recovery:
            copy = {"label": f"{name}-copy", "name": name, "region": recovery["region"]}
            parts += [KEY.format(**copy), BUCKET.format(**copy, account=account),
                      BUCKET_COPY.format(name=name, region=region, role=recovery["role"]),
                      COPY.format(name=name, recovery=recovery["region"])]
    folder.mkdir()
    (folder / "main.tf").write_text("\n".join(parts))


def prepare(folder):
    """Why Terraform cannot be measured here; nothing where it can."""
    if not shutil.which("terraform"):
        return "terraform is not installed"
    init = ["terraform", "init", "-input=false", "-no-color"]
    done = subprocess.run(init, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        lines = [line.strip("│ ") for line in (done.stdout + done.stderr).splitlines() if "rror" in line]
        return f"terraform is here, and its AWS provider {VERSION} is not to be had: {' '.join(lines[:1])}"
    return None
