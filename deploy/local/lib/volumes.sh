# shellcheck shell=bash
# Volumes without a provisioner: a fixed number of directories, each a PersistentVolume of the default StorageClass `local`.
#
# How they are recycled: the reclaim policy is Retain, so that a failed test's data can be looked at. A volume whose claim is gone
# stays Released until the next `cluster up`, which empties its directory and makes it Available again. `cluster down` deletes all.
#
# They are of the kind `local` and not `hostPath`, because only with the former does the kubelet honour a pod's fsGroup.

volume_manifest() {
    cat <<YAML
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: local-$1}
spec:
  capacity: {storage: $VOLUME_SIZE}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: local
  local: {path: $CLUSTER/volumes/local-$1}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [$NODE]}]
YAML
}

released_volumes() {
    kube get persistentvolumes -o 'jsonpath={range .items[?(@.status.phase=="Released")]}{.metadata.name}{"\n"}{end}' |
        grep '^local-' || true
}

recycle_volumes() {
    local name
    for name in $(released_volumes); do
        # Somebody's files may still be mounted below: only this file system is emptied.
        find "$CLUSTER/volumes/$name" -mindepth 1 -xdev -delete
        kube patch persistentvolume "$name" --type json -p '[{"op": "remove", "path": "/spec/claimRef"}]' >>"$LOGS/apply.log"
        message "    volume $name emptied and free again"
    done
}

ensure_volumes() {
    step "$VOLUME_COUNT volumes of $VOLUME_SIZE"
    local i
    for ((i = 0; i < VOLUME_COUNT; i++)); do
        # Any user id may be given to a container.
        mkdir -p -- "$CLUSTER/volumes/local-$i"
        chmod 0777 "$CLUSTER/volumes/local-$i"
        volume_manifest "$i"
    done >"$CLUSTER/volumes.yaml"
    apply "$CLUSTER/volumes.yaml"
    step_done "present"
    recycle_volumes
}
