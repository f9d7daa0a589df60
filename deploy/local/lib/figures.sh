# shellcheck shell=bash
# What the tests and the benchmarks have measured: all write to files below target, of which ReportMain makes one table.

# shellcheck source=stages.sh
measured=${build_directory:?}/figures

forget_figures() { rm -f "$measured".{json,notes,lock} "$build_directory/bench/pure-figures.json"; }

load_average() { cut -d ' ' -f 1 /proc/loadavg; }

commit() {
    local changes=
    git -C "${project:?}" diff --quiet HEAD 2>/dev/null || changes=+
    echo "$(git -C "$project" rev-parse --short HEAD 2>/dev/null || echo unknown)$changes"
}

bench_java() { # CLASS [ARGUMENT ...]: needs the module bench, assembled
    "$("${project:?}/mvnw" --java-home)/bin/java" -cp "bench/target/classes:$(<bench/target/class-path)" "dev.kafkaconnect.bench.$1" "${@:2}"
}

# Fails when a count is off.
report_figures() { # LOAD-AT-THE-START [--record]
    bench_java ReportMain "$(commit)" "$1 → $(load_average)" "${@:2}"
}

print_figures() { # LOAD-AT-THE-START
    say "figures (also in $build_directory/bench/run.json)"
    report_figures "$1" || true
}
