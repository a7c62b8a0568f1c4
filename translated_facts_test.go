package callinggen_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// shownFacts are what hand-kept pages of this protocol had wrong in one language or another: names, types, marks, literals,
// handlers, whole messages. Each is one assertion in every language.
var shownFacts = []struct{ page, fact string }{
	{"messages/incoming-call.md", "handler incomingCall"},
	{"messages/initialized.md", "property sizeInfo optional [`WidgetSize`]"},
	{"messages/initialized.md", "no widgetSize"},
	{"messages/initialized.md", "property isAvailable optional `boolean`"},
	{"messages/initialized.md", "property isLoggedIn optional `boolean`"},
	{"messages/initialized.md", "property engagementId optional `integer`"},
	{"messages/user-available.md", "handler userAvailable"},
	{"messages/user-unavailable.md", "handler userUnavailable"},
	{"messages/incoming-call.md", "property fromNumber required `string`"},
	{"messages/incoming-call.md", "property toNumber optional `string`"},
	{"messages/incoming-call.md", "property externalCallId optional `string`"},
	{"messages/outgoing-call-started.md", "handler outgoingCall"},
	{"messages/outgoing-call-started.md", "property toNumber optional `string`"},
	{"messages/outgoing-call-started.md", "property fromNumber optional `string`"},
	{"messages/outgoing-call-started.md", "property externalCallId optional `string`"},
	{"messages/outgoing-call-started.md", "property createEngagement optional `boolean`"},
	{"messages/outgoing-call-started.md", "property callStartTime optional `integer`"},
	{"messages/outgoing-call-started.md", "property dialingContext optional [`DialingContext`]"},
	{"messages/call-answered.md", "property externalCallId optional `string`"},
	{"messages/call-ended.md", "property externalCallId optional `string`"},
	{"messages/call-ended.md", "property engagementId optional `integer`"},
	{"messages/call-ended.md", "property callEndStatus optional [`EndStatus`]"},
	{"types/end-status.md", "value COMPLETED"},
	{"types/end-status.md", "value FAILED"},
	{"types/end-status.md", "value CANCELED"},
	{"types/end-status.md", "value BUSY"},
	{"types/end-status.md", "value NO_ANSWER"},
	{"types/end-status.md", "value REJECTED"},
	{"types/end-status.md", "value MISSED"},
	{"messages/call-completed.md", "handler callCompleted"},
	{"messages/call-completed.md", "property externalCallId optional `string`"},
	{"messages/call-completed.md", "property engagementId optional [`EngagementId`]"},
	{"messages/call-completed.md", "property hideWidget optional `boolean`"},
	{"messages/call-completed.md", "code true"},
	{"messages/call-completed.md", "property engagementProperties optional [`EngagementProperties`]"},
	{"messages/resize-widget.md", "property width required `number`"},
	{"messages/resize-widget.md", "property height required `number`"},
	{"messages/call-data.md", "handler callData"},
	{"messages/publish-to-channel.md", "link finalize-engagement.md"},
	{"messages/finalize-engagement.md", "handler finalizeEngagement"},
	{"messages/call-transferred.md", "handler callTransferred"},
	{"messages/set-widget-url.md", "handler setWidgetUrl"},
	{"messages/navigate-to-record.md", "property engagementId optional `integer`"},
	{"messages/navigate-to-record.md", "property objectCoordinates required [`ObjectCoordinates`]"},
	{"messages/navigate-to-record.md", "property openIn optional [`OpenIn`]"},
	{"types/object-coordinates.md", "property objectTypeId required [`ObjectTypeId`]"},
	{"messages/ready.md", "handler onReady"},
	{"messages/ready.md", "property portalId optional `integer`"},
	{"messages/ready.md", "property userId optional `integer`"},
	{"messages/ready.md", "property ownerId optional [`OwnerId`]"},
	{"messages/ready.md", "property iframeLocation optional [`IframeLocation`]"},
	{"messages/ready.md", "property usesCallingWindow optional `boolean`"},
	{"messages/ready.md", "property hostUrl optional `string`"},
	{"messages/dial-number.md", "handler onDialNumber"},
	{"messages/dial-number.md", "property phoneNumber required `string`"},
	{"messages/dial-number.md", "property phone_number optional `string`"},
	{"messages/dial-number.md", "property ownerId optional [`OwnerId`]"},
	{"messages/dial-number.md", "property objectId optional `integer`"},
	{"messages/dial-number.md", "property objectType optional [`ObjectType`]"},
	{"messages/dial-number.md", "property calleeInfo optional [`CalleeInfo`]"},
	{"messages/dial-number.md", "property startTimestamp optional `integer`"},
	{"messages/dial-number.md", "property threadId optional `integer`"},
	{"messages/dial-number.md", "code TICKET"},
	{"types/callee-info.md", "property calleeId required `integer`"},
	{"types/callee-info.md", "property calleeObjectTypeId required [`ObjectTypeId`]"},
	{"messages/create-engagement-succeeded.md", "handler onCreateEngagementSucceeded"},
	{"messages/create-engagement-failed.md", "handler onCreateEngagementFailed"},
	{"messages/engagement-created.md", "link create-engagement-succeeded.md"},
	{"messages/update-engagement-succeeded.md", "handler onUpdateEngagementSucceeded"},
	{"messages/update-engagement-failed.md", "handler onUpdateEngagementFailed"},
	{"messages/caller-id-match-succeeded.md", "handler onCallerIdMatchSucceeded"},
	{"messages/caller-id-match-failed.md", "handler onCallerIdMatchFailed"},
	{"messages/navigate-to-record-failed.md", "handler onNavigateToRecordFailed"},
	{"messages/publish-to-channel-succeeded.md", "handler onPublishToChannelSucceeded"},
	{"messages/publish-to-channel-failed.md", "handler onPublishToChannelFailed"},
	{"messages/end-call.md", "handler onEndCall"},
	{"messages/set-call-state.md", "handler onSetCallState"},
	{"messages/initiate-call-id-succeeded.md", "handler onInitiateCallIdSucceeded"},
	{"messages/initiate-call-id-failed.md", "handler onInitiateCallIdFailed"},
	{"messages/set-widget-url-failed.md", "handler onSetWidgetUrlFailed"},
	{"messages/finalize-engagement-succeeded.md", "handler onFinalizeEngagementSucceeded"},
	{"messages/finalize-engagement-failed.md", "handler onFinalizeEngagementFailed"},
	{"messages/failed.md", "handler onFailed"},
	{"messages/visibility-changed.md", "property isMinimized required `boolean`"},
	{"messages/visibility-changed.md", "property isHidden required `boolean`"},
	{"endpoints/update-settings.md", "method PATCH"},
	{"endpoints/get-settings.md", "method GET"},
	{"endpoints/create-settings.md", "method POST"},
	{"endpoints/delete-settings.md", "method DELETE"},
	{"endpoints/create-settings.md", `literal "isReady": false`},
	{"endpoints/create-settings.md", "code supportsCustomObjects"},
	{"endpoints/create-settings.md", "code true"},
	{"types/demo-widget.md", "code app:js"},
	{"types/demo-widget.md", "code local"},
	{"storage.md", "literal Calling:CallingExtensions"},
	{"guides/testing-in-the-host-page.md", "literal demo-minimal-js"},
	{"types/help-desk-phone-number.md", "property e164PhoneNumber required `string`"},
}

// TestFactsInEveryLanguage holds the pages of each language to the list.
func TestFactsInEveryLanguage(t *testing.T) {
	for _, locale := range locales {
		t.Run(locale, func(t *testing.T) {
			pages := readPages(t, locale)
			for _, f := range shownFacts {
				if !shows(t, pages[f.page], f.fact) {
					t.Errorf("%s does not show: %s", f.page, f.fact)
				}
			}
		})
	}
}

var factWords = regexp.MustCompile("^(property|value|handler|code|link|method|literal|no) (.+)$")

func shows(t *testing.T, page, fact string) bool {
	t.Helper()
	m := factWords.FindStringSubmatch(fact)
	if m == nil {
		t.Fatalf("no such kind of fact: %s", fact)
	}
	rest := m[2]
	quoted := regexp.QuoteMeta(rest)
	has := func(pattern string) bool { return regexp.MustCompile(pattern).MatchString(page) }
	switch m[1] {
	case "property":
		return slices.ContainsFunc(propertyRow.FindAllStringSubmatch(page, -1), func(row []string) bool {
			mark := "optional"
			if row[3] != "" {
				mark = "required"
			}
			return strings.HasPrefix(row[2]+" "+mark+" "+row[4], rest)
		})
	case "value":
		return has("(?m)^\\| <a id=\"value-" + quoted + "\"></a>`" + quoted + "` \\|")
	case "handler":
		return has("(?m)^\\* .*`" + quoted + "`")
	case "code":
		return has("`" + quoted + "`")
	case "link":
		return has(`\]\(` + quoted + `[)#]`)
	case "method":
		return has("`" + quoted + " https://")
	case "no":
		return page != "" && !has("`"+quoted+"`: ") && !has("</a>`"+quoted+"`")
	}
	return has(quoted)
}
