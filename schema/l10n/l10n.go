// Package l10n keeps the translations of a protocol's prose in step with it. It lists the texts of a protocol, merges them
// into PO files by their keys, judges translations and puts them into the model. It reads no files by itself and emits
// nothing: targets find translations in the texts of the model.
package l10n
