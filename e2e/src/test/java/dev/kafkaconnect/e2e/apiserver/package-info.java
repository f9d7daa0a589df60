/**
 * A real kube-apiserver and etcd, without controllers: schemas and rules of the definitions, and the operator under the
 * roles it is shipped with.
 */
package dev.kafkaconnect.e2e.apiserver;
