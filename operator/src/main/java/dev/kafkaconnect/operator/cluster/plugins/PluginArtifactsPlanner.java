package dev.kafkaconnect.operator.cluster.plugins;

import dev.kafkaconnect.api.connectclusterspec.Plugins;
import dev.kafkaconnect.api.connectclusterspec.plugins.Artifacts;
import dev.kafkaconnect.api.connectclusterspec.plugins.Repository;
import dev.kafkaconnect.api.connectclusterspec.plugins.artifacts.Maven;
import dev.kafkaconnect.artifacts.Artifact;
import dev.kafkaconnect.artifacts.ArtifactType;
import dev.kafkaconnect.artifacts.MavenCoordinates;
import dev.kafkaconnect.operator.cluster.plugins.PluginArtifacts.Plugin;
import dev.kafkaconnect.operator.cluster.plugins.PluginImages.ClassPath;
import dev.kafkaconnect.operator.cluster.plugins.PluginRepository.Key;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns spec.plugins with artifacts into {@link PluginArtifacts}, or says what is wrong with them. Pure. */
final class PluginArtifactsPlanner {
    private static final String CA = "ca.crt";
    private static final String JAR = "jar";

    private PluginArtifactsPlanner() {}

    /** @param problem receives each thing to change, in one sentence */
    static PluginArtifacts plan(@Nullable List<Plugins> spec, Consumer<String> problem) {
        List<Plugin> plugins = new ArrayList<>();
        for (Plugins plugin : spec == null ? List.<Plugins>of() : spec) {
            if ((plugin.getImage() == null) == (plugin.getArtifacts() == null)) {
                problem.accept("spec.plugins: %s needs either image or artifacts".formatted(plugin.getName()));
            } else if (plugin.getArtifacts() != null) {
                plugins.add(plan(plugin, problem));
            }
        }
        return new PluginArtifacts(List.copyOf(plugins));
    }

    private static Plugin plan(Plugins plugin, Consumer<String> problem) {
        PluginRepository repository = repository(plugin, problem);
        List<Artifact> artifacts = plugin.getArtifacts().stream()
                .map(artifact -> artifact(plugin.getName(), artifact, repository, problem))
                .flatMap(Optional::stream)
                .toList();
        return new Plugin(plugin.getName(), artifacts, repository, ClassPath.of(plugin.getClassPath()));
    }

    private static Optional<Artifact> artifact(
            String plugin, Artifacts artifact, PluginRepository repository, Consumer<String> problem) {
        if ((artifact.getMaven() == null) == (artifact.getUrl() == null)) {
            problem.accept("spec.plugins: each artifact of %s needs either maven or url".formatted(plugin));
            return Optional.empty();
        }
        return artifact.getMaven() == null
                ? url(plugin, artifact, problem)
                : maven(plugin, artifact.getMaven(), artifact.getSha512(), repository, problem);
    }

    private static Optional<Artifact> maven(
            String plugin, Maven maven, String sha512, PluginRepository repository, Consumer<String> problem) {
        String ending = maven.getType() == null ? JAR : maven.getType();
        Optional<ArtifactType> type = ArtifactType.of(ending);
        if (type.isEmpty()) {
            problem.accept(
                    "spec.plugins: the type of an artifact of %s is %s, which this version of the operator does not support; it supports jar, tar.gz, zip"
                            .formatted(plugin, ending));
        }
        return type.map(known -> new Artifact(
                repository.at(new MavenCoordinates(
                                maven.getGroup(), maven.getArtifact(), maven.getVersion(), maven.getClassifier(), known)
                        .path()),
                known,
                sha512));
    }

    private static Optional<Artifact> url(String plugin, Artifacts artifact, Consumer<String> problem) {
        Optional<URI> address = address(artifact.getUrl());
        Optional<ArtifactType> type = ArtifactType.ofFile(artifact.getUrl());
        if (address.isEmpty() || type.isEmpty()) {
            problem.accept(
                    "spec.plugins: a url of %s is no address of a file that ends with .jar, .zip, .tar.gz or .tgz; correct it"
                            .formatted(plugin));
        }
        return address.flatMap(uri -> type.map(known -> new Artifact(uri, known, artifact.getSha512())));
    }

    private static PluginRepository repository(Plugins plugin, Consumer<String> problem) {
        Repository repository = plugin.getRepository();
        if (repository == null) {
            return PluginRepository.CENTRAL;
        }
        Optional<URI> url = repository.getUrl() == null
                ? Optional.of(PluginRepository.MAVEN_CENTRAL)
                : address(repository.getUrl());
        if (url.isEmpty()) {
            problem.accept("spec.plugins: repository.url of %s is no address; correct it".formatted(plugin.getName()));
        }
        var password = repository.getPasswordSecretKeyRef();
        return new PluginRepository(
                url.orElse(PluginRepository.MAVEN_CENTRAL),
                repository.getUsername(),
                password == null ? null : new Key(true, password.getName(), password.getKey()),
                trusted(repository));
    }

    private static List<Key> trusted(Repository repository) {
        return repository.getTrustedCertificates() == null
                ? List.of()
                : repository.getTrustedCertificates().stream()
                        .map(one -> new Key(
                                one.getConfigMapName() == null,
                                one.getConfigMapName() == null ? one.getSecretName() : one.getConfigMapName(),
                                one.getKey() == null ? CA : one.getKey()))
                        .toList();
    }

    /** The pattern of the definition lets some through that are malformed, such as a percent sign without digits. */
    private static Optional<URI> address(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() == null ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
