# shellcheck shell=bash
# Images from buildah's store into a cluster that somebody else runs, by a command of theirs. Sourced by demo and load-test.

# The command gets one image at a time: as the path of an archive in place of {archive}, or by its name in place of {image}, for
# which it is copied to Docker first. Without either it is added at the end, as a path, or as a name for `... docker-image`.
load_by_command() { # COMMAND IMAGE...
    local command=$1 directory image one
    shift
    case $command in
        *"{archive}"* | *"{image}"*) ;;
        *docker-image*) command+=" {image}" ;;
        *) command+=" {archive}" ;;
    esac
    directory=$(mktemp -d)
    for image in "$@"; do
        one=${command//"{archive}"/"$directory/image.tar"}
        one=${one//"{image}"/"$image"}
        if ! copied "$command" "$image" "$directory/image.tar" || ! bash -c "$one"; then
            rm -rf "$directory"
            echo "demo: $image could not be loaded by: $one" >&2
            return 1
        fi
        rm -f "$directory/image.tar"
    done
    rm -rf "$directory"
}

copied() { # COMMAND IMAGE ARCHIVE
    case $1 in
        *"{image}"*) buildah push --quiet "$2" "docker-daemon:$2" ;;
        *) buildah push --quiet "$2" "docker-archive:$3:$2" ;;
    esac
}
