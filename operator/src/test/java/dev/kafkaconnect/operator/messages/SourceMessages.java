package dev.kafkaconnect.operator.messages;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BinaryExpr.Operator;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the texts of a source file that people read: literals of three words and more, joined where they are concatenated. */
final class SourceMessages {
    private static final Pattern THREE_WORDS =
            Pattern.compile(".*\\p{L}{2,}\\W+\\p{L}+\\W+\\p{L}{2,}.*", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{.*?\\}|%\\S*[a-z]");

    /** Without blanks, or with what only a regular expression, JSON or a format of dates has. */
    private static final Pattern CODE =
            Pattern.compile("\\S+|\\{\".*|.*(\\(\\?[:i<]|\\[\\^|\\\\s|%1\\$s=).*", Pattern.DOTALL);

    private final JavaParser parser = new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_21));

    Stream<SourceMessage> of(Path source) throws IOException {
        CompilationUnit unit = parser.parse(source)
                .getResult()
                .orElseThrow(() -> new IllegalArgumentException("%s cannot be parsed".formatted(source)));
        String type = source.getFileName().toString().replace(".java", "");
        return unit.findAll(Expression.class, SourceMessages::isWholeText).stream()
                .filter(text -> text.findAncestor(AnnotationExpr.class).isEmpty())
                .map(text -> new SourceMessage(type, purpose(text), content(text)))
                .filter(message -> isForPeople(message.text()));
    }

    /** A literal or a concatenation that holds one, and is not itself a part of a longer concatenation. */
    private static boolean isWholeText(Expression expression) {
        return (isLiteral(expression) || isConcatenation(expression))
                && expression
                        .getParentNode()
                        .filter(BinaryExpr.class::isInstance)
                        .map(BinaryExpr.class::cast)
                        .filter(SourceMessages::isConcatenation)
                        .isEmpty();
    }

    private static boolean isConcatenation(Expression expression) {
        return expression instanceof BinaryExpr binary
                && binary.getOperator() == Operator.PLUS
                && binary.findFirst(LiteralStringValueExpr.class, SourceMessages::isLiteral)
                        .isPresent();
    }

    private static boolean isLiteral(Expression expression) {
        return expression instanceof StringLiteralExpr || expression instanceof TextBlockLiteralExpr;
    }

    private static String content(Expression expression) {
        return switch (expression) {
            case StringLiteralExpr literal -> literal.asString();
            case TextBlockLiteralExpr block -> block.asString();
            case BinaryExpr binary
            when isConcatenation(binary) -> content(binary.getLeft()) + content(binary.getRight());
            case EnclosedExpr enclosed -> content(enclosed.getInner());
            default -> "{%s}".formatted(expression);
        };
    }

    private static boolean isForPeople(String text) {
        return THREE_WORDS.matcher(PLACEHOLDER.matcher(text).replaceAll("")).matches()
                && !CODE.matcher(text).matches();
    }

    /** Of the calls around the text, the innermost that names a reason or writes to the log. */
    private static String purpose(Expression text) {
        Optional<Node> around = text.getParentNode();
        while (around.isPresent() && !(around.get() instanceof Statement)) {
            if (around.get() instanceof MethodCallExpr call && isLog(call)) {
                return "log";
            }
            if (around.get() instanceof NodeWithArguments<?> call) {
                String reasons = reasons(call.getArguments());
                if (!reasons.isEmpty()) {
                    return reasons;
                }
            }
            around = around.get().getParentNode();
        }
        return "text";
    }

    /** Of SLF4J in either style: the call is at the logger itself, or at the end of a chain that begins there. */
    private static boolean isLog(MethodCallExpr call) {
        return call.getScope()
                .filter(scope -> scope instanceof MethodCallExpr inner
                        ? isLog(inner)
                        : scope instanceof NameExpr name
                                && name.getNameAsString().equals("LOG"))
                .isPresent();
    }

    private static String reasons(NodeList<Expression> arguments) {
        return arguments.stream()
                .filter(argument -> !isLiteral(argument))
                .flatMap(argument -> argument.findAll(FieldAccessExpr.class).stream())
                .filter(field -> field.getScope().toString().equals("Reason"))
                .map(FieldAccessExpr::getNameAsString)
                .distinct()
                .collect(Collectors.joining(" or "));
    }
}
