#!/bin/sh
# Creates the namespace and its search attributes. Safe to run again.
set -eu

try_for_a_minute() {
    attempts=0
    until "$@" >/dev/null 2>&1; do
        attempts=$((attempts + 1))
        if [ "$attempts" -ge 30 ]; then
            echo "Temporal at $TEMPORAL_ADDRESS does not answer: $*" >&2
            exit 1
        fi
        sleep 2
    done
}

try_for_a_minute temporal operator cluster health
temporal operator namespace describe --namespace "$NAMESPACE" >/dev/null 2>&1 ||
    temporal operator namespace create --namespace "$NAMESPACE" --retention 30d

# A new namespace is known to the whole server only after some seconds.
try_for_a_minute temporal operator search-attribute list --namespace "$NAMESPACE"
known=$(temporal operator search-attribute list --namespace "$NAMESPACE")

# Named in kindregards/domain/visibility.py; a test compares.
for name in KindRegardsCompany; do
    case $known in
    *"$name"*) ;;
    *) temporal operator search-attribute create --namespace "$NAMESPACE" --name "$name" --type Keyword ;;
    esac
done
