// Package reckey proves the guideline REC-KEY: rows that share the part of the
// primary key that a record has are one row to a destination.
package reckey

// primaryKey has the columns of the table's key, from the catalogue.
var primaryKey = []string{"order_id", "line"}
