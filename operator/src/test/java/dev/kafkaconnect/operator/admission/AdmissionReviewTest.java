package dev.kafkaconnect.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionReviewTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE | {\"spec\": {\"a\": 1}} | null | true",
                "UPDATE | {\"spec\": {\"a\": 1}} | {\"spec\": {\"a\": 2}} | true",
                "UPDATE | {\"spec\": {\"a\": 1}, \"metadata\": {\"finalizers\": []}} | {\"spec\": {\"a\": 1}} | false",
                "UPDATE | {\"spec\": {\"a\": 1}, \"metadata\": {\"deletionTimestamp\": \"now\"}} | {\"spec\": {\"a\": 2}} | false",
                "DELETE | null | {\"spec\": {\"a\": 2}} | false",
                "CONNECT | null | null | false"
            })
    void onlyWhatChangesASpecIsLookedAt(String operation, String object, String before, boolean looked)
            throws IOException {
        assertThat(review(operation, object, before).changesSpec()).isEqualTo(looked);
    }

    @Test
    void aRefusalNamesTheRequestAndSaysWhy() throws IOException {
        JsonNode answer = answer(new Opinion.Refused("topics: is missing"));

        assertThat(answer.at("/kind").asText()).isEqualTo("AdmissionReview");
        assertThat(answer.at("/response/uid").asText()).isEqualTo("u-1");
        assertThat(answer.at("/response/allowed").asBoolean(true)).isFalse();
        assertThat(answer.at("/response/status/message").asText()).isEqualTo("topics: is missing");
        assertThat(answer.at("/response/status/code").asInt()).isEqualTo(422);
    }

    @Test
    void whatIsAcceptedMayComeWithAWarningOfLimitedLength() throws IOException {
        JsonNode answer = answer(Opinion.warned("x".repeat(5000)));

        assertThat(answer.at("/response/allowed").asBoolean(false)).isTrue();
        assertThat(answer.at("/response/warnings/0").asText()).hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"request\": {}}", "null"})
    void whatIsNoQuestionIsNotAnswered(String body) {
        assertThatThrownBy(() -> AdmissionReview.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    static AdmissionReview review(String operation, String object, String before) throws IOException {
        return AdmissionReview.read("""
                {"request": {"uid": "u-1", "kind": {"kind": "Connector"}, "namespace": "team",
                 "operation": "%s", "object": %s, "oldObject": %s}}
                """.formatted(operation, object, before).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode answer(Opinion opinion) throws IOException {
        return new ObjectMapper().readTree(review("CREATE", "{}", "null").answer(opinion));
    }
}
