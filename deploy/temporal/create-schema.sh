#!/bin/sh
# Creates Temporal's databases and brings both to the schema of this version. Safe to run again.
set -eu

bring_up_to_date() {
    database=$1
    versions=$2
    # Both fail when it was done before; update-schema fails when it was not.
    temporal-sql-tool --db "$database" create || true
    temporal-sql-tool --db "$database" setup-schema -v 0.0 || true
    temporal-sql-tool --db "$database" update-schema -d "$versions"
}

bring_up_to_date temporal /etc/temporal/schema/postgresql/v12/temporal/versioned
bring_up_to_date temporal_visibility /etc/temporal/schema/postgresql/v12/visibility/versioned
