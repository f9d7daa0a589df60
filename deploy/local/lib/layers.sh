# shellcheck shell=bash
# The layers of the tests, for all that run them: `make test` and `make bench`. Needs stages.sh.

layer() { # NAME TAGS [OPTION ...]: of what the first stage has built, which other layers use at the same time
    ./mvnw -B -ntp -pl e2e -am -DskipUnitTests -Dmaven.main.skip -Dmaven.clean.skip verify -Doutput="$1" -Dlayer="$2" "${@:3}"
}

cluster_was_up() {
    local states
    states=$("${project:?}/deploy/local/cluster" status 2>/dev/null) || true
    [[ $states == *" healthy "* ]]
}

cluster_with_operator() {
    local cluster=${project:?}/deploy/local/cluster
    stage "starting the local cluster" "$cluster" up
    eval "$("$cluster" env)"
    stage "loading the images" "$cluster" load "$WORKER_IMAGE" "$KAFKA_IMAGE" "$OPERATOR_IMAGE" \
        "$PLUGINFILE_IMAGE" "$TESTWORKER_IMAGE" "$TESTPLUGIN1_IMAGE" "$TESTPLUGIN2_IMAGE"
    stage "starting three Kafka brokers" install_kafka
    stage "installing the operator" install_operator
}

# Once: the images in the cluster are these to the end, whatever a later stage assembles.
know_the_images() {
    eval "$("${project:?}/deploy/local/images" env)"
    export PLUGINFILE_IMAGE TESTWORKER_IMAGE TESTPLUGIN1_IMAGE TESTPLUGIN2_IMAGE
}
