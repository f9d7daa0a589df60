# shellcheck shell=bash
# What the demo and the tests do, stage by stage, with the time that each took.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
build_directory=$project/target
mkdir -p "$build_directory"
stages=$build_directory/stages
: >"$stages"
lane=
# Of the examples.
namespace=connect-demo

say() { printf '\n== %s\n' "$*"; }

stage() { # NAME COMMAND...
    local name=$1 start=$SECONDS
    shift
    say "$name"
    "$@"
    printf '%6d s  %s%s\n' $((SECONDS - start)) "$name" "$lane" >>"$stages"
}

# A stage whose outcome depends on nothing but what it is made of: it is not repeated on a machine where it has passed.
stage_once() { # NAME CONTENT COMMAND...
    local name=$1 passed
    # shellcheck source=settings.sh
    passed=$(source "$project/deploy/local/lib/settings.sh" && echo "$CACHE")/passed/$2
    shift 2
    if [ -e "$passed" ]; then
        say "$name: passed before, and nothing of it has changed since"
        return
    fi
    stage "$name" "$@"
    mkdir -p "${passed%/*}"
    touch "$passed"
}

# Functions of stages, so many at the same time, each with a log of its own. What each printed follows when all are over.
side_by_side() { # LANES FUNCTION...
    local lanes=$1 function failed=()
    local -A running=()
    shift
    for function in "$@"; do
        [ ${#running[@]} -lt "$lanes" ] || await_one
        say "beginning ${function//_/ }; its output goes to $build_directory/$function.log"
        (
            lane=", side by side"
            "$function"
        ) >"$build_directory/$function.log" 2>&1 &
        running[$!]=$function
    done
    while [ ${#running[@]} -gt 0 ]; do await_one; done
    for function in "$@"; do cat "$build_directory/$function.log"; done
    [ ${#failed[@]} = 0 ] || {
        what_failed "${failed[@]}"
        return 1
    }
}

# The end of the output names the tests, or has the last words of what ended before any test: of a log this long, the end is what is read.
what_failed() { # FUNCTION...
    local function log
    for function in "$@"; do
        log=$build_directory/$function.log
        say "failed: ${function//_/ }"
        grep -E '^\[ERROR\] +[A-Za-z_]+Test[.:>]' "$log" | cut -c 1-400 | sort -u | tail -20 || tail -15 "$log" | cut -c 1-400
    done
}

# Of those that side_by_side has begun.
await_one() {
    local over
    wait -n -p over "${!running[@]}" || failed+=("${running[$over]}")
    unset "running[$over]"
}

print_stages() {
    say "where the time went"
    cat "$stages"
    printf '%6d s  in all\n' $SECONDS
}

# Memory of everything that the local cluster consists of: its own processes and what runs in its pods.
print_memory() {
    [ -z "${CONTEXT:-}" ] || return 0
    awk '/^MemTotal|^MemAvailable/ {m[$1] = $2} END {
        printf "\n%.1f GiB of memory are in use on this machine, by everything together (limit: 8)\n",
            (m["MemTotal:"] - m["MemAvailable:"]) / 1048576}' /proc/meminfo
}

assemble_jars() { (cd "$project" && ./mvnw -q -B -ntp package -DskipTests ${WORKER_KAFKA:+"-Dworker.kafka=$WORKER_KAFKA"}); }

build_images() { "$project/deploy/local/images" build "$@"; }

images_in_registry() { # REGISTRY
    "$project/deploy/local/images" env | sed "s#=localhost/#=$1/#"
}

# kustomize edits no file but its own, so what is set for this run goes into an overlay outside of the sources.
overlay() { # NAME BASE-DIRECTORY PLACEHOLDER IMAGE: prints the directory
    local directory=$build_directory/overlays/$1
    mkdir -p "$directory"
    cat >"$directory/kustomization.yaml" <<TEXT
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - $(realpath --relative-to "$directory" "$2")
images:
  - name: $3
    newName: ${4%:*}
    newTag: ${4##*:}
TEXT
    echo "$directory"
}

install_kafka() {
    kubectl apply -k "$(overlay kafka "$project/deploy/local/kafka/manifests" kafka-broker "$KAFKA_IMAGE")" >/dev/null
    kubectl --namespace kafka rollout status statefulset/kafka --timeout 300s
}

install_operator() {
    local directory
    directory=$(overlay operator "$project/deploy/base" kafka-connect-operator "$OPERATOR_IMAGE")
    cat >>"$directory/kustomization.yaml" <<TEXT
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: kafka-connect-operator, namespace: kafka-connect-operator}
      spec:
        template:
          spec:
            containers:
              - name: operator
                env: [{name: WORKER_IMAGE, value: "$WORKER_IMAGE"}]
TEXT
    kubectl apply --server-side -k "$project/crds" >/dev/null
    kubectl apply --server-side -k "$directory" >/dev/null
    kubectl --namespace kafka-connect-operator rollout status deployment/kafka-connect-operator --timeout 120s
}

run_examples() {
    kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
    local example
    for example in "$project"/examples/*.yaml; do
        sed "s#localhost/#${IMAGE_REGISTRY:-localhost}/#" "$example" | kubectl --namespace "$namespace" apply -f -
    done
    kubectl --namespace "$namespace" wait --for=condition=Ready --timeout 300s connectclusters --all
    kubectl --namespace "$namespace" wait --for=condition=Ready --timeout 120s connectors --all
}

# The sink writes to a file of whichever worker runs it. Where that worker has been replaced since, what the topic holds and
# how far the sink has read it tells the same.
show_records() {
    local worker
    for _ in {1..20}; do
        for worker in $(kubectl --namespace "$namespace" get pods -l kafkaconnect.dev/cluster=example -o name); do
            if kubectl --namespace "$namespace" exec "$worker" -- test -s /tmp/lines.txt 2>/dev/null; then
                kubectl --namespace "$namespace" exec "$worker" -- cat /tmp/lines.txt
                return
            fi
        done
        sleep 1
    done
    kafka_tool console-consumer --topic lines --from-beginning --timeout-ms 5000
    kafka_tool consumer-groups --describe --group connect-file-sink
}

kafka_tool() { kubectl --namespace kafka exec kafka-0 -- kafka-tool "$@"; }
