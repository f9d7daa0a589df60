package dev.kafkaconnect.operator.selection;

import dev.kafkaconnect.operator.selection.Requirement.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads label selectors as kubectl writes them, without {@code <} and {@code >}. Used by {@link WatchSelector}. Pure. */
final class SelectorSyntax {
    private static final String NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final String PREFIX = "[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/";
    private static final String KEY = "((?:%s)?%s)".formatted(PREFIX, NAME);

    private static final Pattern PRESENT = Pattern.compile(KEY);
    private static final Pattern ABSENT = Pattern.compile("!\\s*" + KEY);
    private static final Pattern EQUALITY = Pattern.compile(KEY + "\\s*(==|=|!=)\\s*(|" + NAME + ")");
    private static final Pattern SET = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern VALUE = Pattern.compile(NAME);

    /** Commas between parentheses separate values. */
    private static final Pattern BETWEEN = Pattern.compile(",(?![^(]*\\))");

    private SelectorSyntax() {}

    static List<Requirement> parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : BETWEEN.split(text, -1)) {
            requirements.add(requirement(part.strip()));
        }
        return requirements;
    }

    private static Requirement requirement(String part) {
        Matcher present = PRESENT.matcher(part);
        if (present.matches()) {
            return new Requirement(present.group(1), Relation.Exists, Set.of());
        }
        Matcher absent = ABSENT.matcher(part);
        if (absent.matches()) {
            return new Requirement(absent.group(1), Relation.DoesNotExist, Set.of());
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            return new Requirement(
                    equality.group(1),
                    equality.group(2).equals("!=") ? Relation.NotIn : Relation.In,
                    Set.of(equality.group(3)));
        }
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            return new Requirement(
                    set.group(1), set.group(2).equals("in") ? Relation.In : Relation.NotIn, values(part, set.group(3)));
        }
        throw wrong(part);
    }

    private static Set<String> values(String part, String list) {
        Set<String> values =
                Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
        if (!values.stream().allMatch(value -> VALUE.matcher(value).matches())) {
            throw wrong(part);
        }
        return values;
    }

    private static IllegalArgumentException wrong(String part) {
        return new IllegalArgumentException(
                "\"%s\" is no requirement of a label selector, such as key=value, key!=value, key in (a,b), key notin (a,b), key or !key"
                        .formatted(part));
    }
}
