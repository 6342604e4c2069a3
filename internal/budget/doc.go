// Package budget holds rules of this codebase that a linter cannot check, as
// tests, and in bare and full the two programs whose build .ci/budgets compares.
package budget
