package dev.kafkaconnect.operator.cluster.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateOriginTest {

    /** The template changes; before: generation, and whether it was asked for. */
    @ParameterizedTest(name = "{0}, now {1}, applied {2}, pending {3}, a step of it {4}: unasked {5}")
    @CsvSource(nullValues = "-", textBlock = """
            # the spec has changed
            4 asked,   5, false, false, false, false
            4 unasked, 5, false, true,  false, false
            -,         5, false, false, false, false
            # the spec has not changed
            4 asked,   4, true,  false, false, true
            4 asked,   4, false, false, false, true
            -,         4, true,  false, false, true
            4 unasked, 4, false, true,  false, true
            # the spec has changed, without any effect on the template until now
            4 asked,   5, true,  false, false, true
            # while the workers are on their way to what was asked for
            4 asked,   4, false, true,  false, false
            # exactly-once sources: the second of two rollouts
            4 asked,   4, false, false, true,  false
            """)
    void tellsWhetherAChangedTemplateWasAskedFor(
            @Nullable String before,
            long generation,
            boolean applied,
            boolean pending,
            boolean asked,
            boolean unasked) {
        TemplateOrigin now = TemplateOrigin.after(
                before == null ? null : new TemplateOrigin(4, before.endsWith("unasked"), false),
                new TemplateOrigin.Change(true, pending, asked, generation, applied, true));

        assertThat(now).isEqualTo(new TemplateOrigin(generation, unasked, true));
    }

    @ParameterizedTest(name = "pending {0}: unasked {0}")
    @ValueSource(booleans = {true, false})
    void aTemplateThatStaysKeepsItsOriginUntilAllWorkersRunIt(boolean pending) {
        TemplateOrigin now = TemplateOrigin.after(
                new TemplateOrigin(4, true, true), new TemplateOrigin.Change(false, pending, false, 7, true, true));

        assertThat(now).isEqualTo(new TemplateOrigin(4, pending, true));
    }

    @Test
    void nothingIsWrittenToWhatAnEarlierOperatorLeftAsItMustBe() {
        assertThat(TemplateOrigin.after(null, new TemplateOrigin.Change(false, false, false, 7, true, true)))
                .isNull();
    }

    @Test
    void isReadAsItWasWritten() {
        TemplateOrigin origin = new TemplateOrigin(4, true, false);

        assertThat(TemplateOrigin.of(with(origin.text()))).contains(origin);
        assertThat(TemplateOrigin.of(with(origin.settled().text()))).contains(origin.settled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "four asked default-image"})
    void whatSomebodyElseWroteTellsNothing(String text) {
        assertThat(TemplateOrigin.of(with(text))).isEmpty();
    }

    private static StatefulSet with(String annotation) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .addToAnnotations(TemplateOrigin.NAME, annotation)
                .endMetadata()
                .build();
    }
}
