# shellcheck shell=bash
# What the tests have measured: all layers write to one file, and keep a table of it beside that.

# shellcheck source=stages.sh
measured=${build_directory:?}/figures

forget_figures() { rm -f "$measured".{json,txt,lock}; }

print_figures() {
    say "figures (also in $measured.json)"
    cat "$measured.txt"
}

figures_are_within_their_limits() {
    if grep -qE ' OVER( |$)' "$measured.txt"; then
        say "over their limit"
        grep -E ' OVER( |$)' "$measured.txt"
        return 1
    fi
}
