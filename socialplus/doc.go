// Package socialplus states the facts of the social.plus platform once, for
// every other package of addend: regions and hosts, error codes with their
// remedy, limits, upload rules, user ids and page tokens.
//
// It is data with a few lookups. It makes no network call, keeps no state and
// imports nothing but small parts of the standard library, so that it costs
// the browser module a few kilobytes. A row of the platform's Technical FAQ is
// named as, for example, "FAQ F77".
package socialplus
