// Package destdeleteabsent proves the guideline DEST-DELETE-ABSENT: who takes
// a missing row for an error does not get past a delete that comes again.
package destdeleteabsent
