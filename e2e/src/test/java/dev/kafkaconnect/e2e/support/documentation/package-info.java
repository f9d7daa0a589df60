/** The documentation as its readers see it: the blocks of code in its pages. Called by tests; must not know what they do with them. */
package dev.kafkaconnect.e2e.support.documentation;
