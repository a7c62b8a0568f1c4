package callinggen_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// A shownFact is something that hand-kept pages of this protocol had wrong in one language or another: a name, a type, a mark,
// a literal, a handler, a whole message, or the sense of a sentence.
type shownFact struct {
	name string
	// shows are what the pages of every language must say, each "page: check" as checks has them; a check without a page is of
	// the page before.
	shows []string
}

// shownFacts is the whole list. Not on it is what no reader of these pages can see: the buttons and the feedback form around a
// page that was copied with them, the lost parts of such pages, and what a compiler says of the declarations of another
// package. What the guide about that package tells of its compiler is on the list.
var shownFacts = []shownFact{
	// What is there at all, and what it is called.
	{"inbound calls are supported", []string{
		"messages/incoming-call.md: handler onIncomingCall",
		"faq.md: says faq.inbound-calls.answer | Yes, since version 0.3.0 | Oui, depuis la version 0.3.0 | はい、バージョン 0.3.0 から対応 | Sim, desde a versão 0.3.0",
	}},
	{"the app has one name in each language", []string{
		"participants.md: says participants.widget.title | Calling app | Application d’appel | 通話アプリ | Aplicativo de chamadas",
		"messages/README.md: says participants.widget.title | Calling app | Application d’appel | 通話アプリ | Aplicativo de chamadas",
	}},
	{"a message is named by wire type, method and handler", []string{
		"messages/outgoing-call-started.md: heading OUTGOING_CALL_STARTED", "handler outgoingCall", "handler onOutgoingCallStarted",
	}},
	{"userAvailable and userUnavailable exist", []string{
		"messages/user-available.md: handler userAvailable", "messages/user-unavailable.md: handler userUnavailable",
	}},
	{"callCompleted exists", []string{"messages/call-completed.md: handler callCompleted", "handler onCallCompleted"}},
	{"finalizeEngagement, callTransferred and setWidgetUrl exist", []string{
		"messages/finalize-engagement.md: handler finalizeEngagement",
		"messages/call-transferred.md: handler callTransferred",
		"messages/set-widget-url.md: handler setWidgetUrl",
	}},
	{"callData is CALL_DATA", []string{
		"messages/call-data.md: heading CALL_DATA", "handler callData", "no handler sendCallData", "literal \"type\": \"CALL_DATA\"",
		"guides/moving-from-the-original-sdk.md: literal | `sendCallData({engagementId})` | `callData({engagementId})` |",
	}},
	{"publishToChannel is deprecated", []string{
		"messages/publish-to-channel.md: deprecated", "link finalize-engagement.md", "messages/README.md: says-label deprecated",
	}},

	// INITIALIZED.
	{"the size that the app asks for is sizeInfo", []string{
		"messages/initialized.md: property sizeInfo optional [`WidgetSize`]", "no property widgetSize",
		"guides/moving-from-the-original-sdk.md: literal | `initialized({widgetSize: …})` | `initialized({sizeInfo: …})` |",
	}},
	{"isAvailable is a boolean", []string{"messages/initialized.md: property isAvailable optional `boolean`"}},
	{"INITIALIZED.engagementId is an optional number", []string{"messages/initialized.md: property engagementId optional `integer`"}},
	{"INITIALIZED is needed, its properties are optional", []string{
		"messages/initialized.md: property isLoggedIn optional `boolean`",
		"says messages.INITIALIZED.description | each of its properties is optional | chacune de ses propriétés est facultative | 各プロパティは省略できます | cada uma de suas propriedades é opcional",
	}},
	{"isLoggedIn says whether a user is signed in", []string{
		"messages/initialized.md: says messages.INITIALIZED.payload.properties.isLoggedIn.description | Whether a user is signed in to the calling app | Indique si un utilisateur est connecté à l’application d’appel | ユーザーが通話アプリにサインインしているかどうか | Indica se um usuário fez login no aplicativo de chamadas",
	}},

	// INCOMING_CALL and OUTGOING_CALL_STARTED.
	{"incomingCall has its own payload", []string{
		"messages/incoming-call.md: property externalCallId optional `string`", "disputed externalCallId by sdk-0.9.7",
		"property fromNumber required `string`", "property toNumber optional `string`", "property callStartTime optional `integer`",
		"property createEngagement optional `boolean`", "row phoneNumber is deprecated for fromNumber",
	}},
	{"outgoingCall has toNumber, and phoneNumber is deprecated", []string{
		"messages/outgoing-call-started.md: property toNumber optional `string`", "row phoneNumber is deprecated for toNumber",
		"guides/moving-from-the-original-sdk.md: literal | `outgoingCall({phoneNumber})` | `outgoingCall({externalCallId, toNumber, createEngagement: true})` |",
	}},
	{"whether fromNumber is required is disputed", []string{
		"messages/outgoing-call-started.md: property fromNumber optional `string`",
		"disputed fromNumber by docs-2024", "disputed fromNumber by docs-fr-2025", "disputed fromNumber by docs-pt-2025",
		"corrections.md: literal [`OUTGOING_CALL_STARTED.fromNumber`](messages/outgoing-call-started.md#property-fromNumber)", "says-label holds.optional",
	}},
	{"fromNumber is the caller's number", []string{
		"messages/outgoing-call-started.md: says messages.OUTGOING_CALL_STARTED.payload.properties.fromNumber.description | The number of the caller | Le numéro de l’appelant | 発信者の番号 | O número de quem liga",
	}},
	{"outgoingCall has externalCallId", []string{
		"messages/outgoing-call-started.md: property externalCallId optional `string`", "disputed externalCallId by sdk-0.9.7",
	}},
	{"createEngagement is a boolean, with its replies named", []string{
		"messages/outgoing-call-started.md: property createEngagement optional `boolean`",
		"link create-engagement-succeeded.md", "link create-engagement-failed.md",
		"says messages.OUTGOING_CALL_STARTED.replies.CREATE_ENGAGEMENT_SUCCEEDED.when | `true` | `true` | `true` | `true`",
	}},
	{"callStartTime is optional and in milliseconds", []string{
		"messages/outgoing-call-started.md: property callStartTime optional `integer`", "row callStartTime has format.epoch-millis",
		"messages/incoming-call.md: row callStartTime has format.epoch-millis",
	}},
	{"dialingContext is an optional object", []string{
		"messages/outgoing-call-started.md: property dialingContext optional [`DialingContext`]", "types/dialing-context.md: literal \n`object` · ",
	}},

	// CALL_ANSWERED, CALL_ENDED, CALL_COMPLETED.
	{"callAnswered carries externalCallId", []string{"messages/call-answered.md: property externalCallId optional `string`"}},
	{"callAnswered is for any call", []string{
		"messages/call-answered.md: says messages.CALL_ANSWERED.summary | inbound or outbound | entrant ou sortant | 着信通話の場合も発信通話の場合も | de entrada ou de saída",
	}},
	{"the example of callAnswered passes its payload", []string{
		"messages/call-answered.md: literal widget.callAnswered({ externalCallId:",
		"guides/moving-from-the-original-sdk.md: literal | `callAnswered()` | `callAnswered({externalCallId})` |",
	}},
	{"callEnded carries three properties", []string{
		"messages/call-ended.md: property externalCallId optional `string`", "property engagementId optional `integer`",
		"property callEndStatus optional [`EndStatus`]", "disputed engagementId by sdk-0.9.7",
	}},
	{"callEndStatus has seven bare words", []string{
		"types/end-status.md: values 7", "value COMPLETED", "value FAILED", "value CANCELED", "value BUSY", "value NO_ANSWER", "value REJECTED", "value MISSED",
		"no literal INTERNAL_", "messages/call-ended.md: disputed callEndStatus by docs-2024",
	}},
	{"CALL_COMPLETED.engagementId is a number or text", []string{
		"messages/call-completed.md: property engagementId optional [`EngagementId`]",
		"types/engagement-id.md: literal | `integer`", "literal | `string` |",
	}},
	{"hideWidget is optional and true by default", []string{
		"messages/call-completed.md: property hideWidget optional `boolean`", "row hideWidget has default", "row hideWidget shows `true`",
	}},
	{"hideWidget is ignored in a task queue of calls", []string{
		"messages/call-completed.md: row hideWidget shows `Call`",
		"says messages.CALL_COMPLETED.payload.properties.hideWidget.description | ignores it in a task queue | n’en tient pas compte dans une file de tâches | タスクキューでは、HubSpot はこれを無視します | ignora esta propriedade em uma fila de tarefas",
	}},
	{"callCompleted has four effects", []string{
		"messages/call-completed.md: in order \n1. , \n2. , \n3. , `hideWidget`, \n4. , `engagementProperties`",
		"says messages.CALL_COMPLETED.description | four things | quatre choses | 四つのこと | quatro coisas",
	}},
	{"engagementProperties is a map to text, and needs no timestamp", []string{
		"messages/call-completed.md: property engagementProperties optional [`EngagementProperties`]",
		"types/engagement-properties.md: property hs_timestamp optional ", "says-label object.rest",
	}},
	{"CALL_COMPLETED.externalCallId is text", []string{"messages/call-completed.md: property externalCallId optional `string`"}},
	{"the examples of callCompleted are whole", []string{"messages/call-completed.md: json", "literal widget.callCompleted({", "literal \n});\n"}},
	{"externalCallId is spelled in one way", []string{
		"messages/call-ended.md: no property externalCallID", "messages/call-answered.md: no property externalCallID",
		"messages/call-completed.md: no property externalCallID", "messages/outgoing-call-started.md: no property externalCallID",
	}},

	// Other messages of the app.
	{"sendError carries a message", []string{
		"messages/error.md: handler sendError", "property message required `string`", "literal sendError({ message:",
	}},
	{"width and height are numbers of pixels", []string{
		"messages/resize-widget.md: property width required `number`", "property height required `number`", "row width has unit.px", "row height has unit.px",
	}},
	{"navigateToRecord carries three properties", []string{
		"messages/navigate-to-record.md: property engagementId optional `integer`", "property objectCoordinates required [`ObjectCoordinates`]",
		"property openIn optional [`OpenIn`]",
	}},
	{"objectTypeId is spelled in one way", []string{
		"types/object-coordinates.md: property objectTypeId required [`ObjectTypeId`]", "no property objectTypeID",
	}},

	// Messages of the host.
	{"onReady tells where the app is", []string{
		"messages/ready.md: handler onReady", "property engagementId optional ", "property iframeLocation optional [`IframeLocation`]",
		"property ownerId optional [`OwnerId`]", "property portalId optional `integer`", "property userId optional `integer`",
		"property usesCallingWindow optional `boolean`", "property hostUrl optional `string`", "no property PortalId",
	}},
	{"the frame called widget is for apps without inbound calls", []string{
		"types/iframe-location.md: value widget",
		"says types.IframeLocation.values.widget.description | without inbound calls | sans appels entrants | 着信通話のない通話アプリ向け | sem chamadas de entrada",
	}},
	{"the handler of DIAL_NUMBER is onDialNumber", []string{
		"messages/dial-number.md: handler onDialNumber", "no handler onDial",
		"corrections.md: code onDialNumber",
		"guides/moving-from-the-original-sdk.md: literal | `onDial` | `onDialNumber` |",
	}},
	{"DIAL_NUMBER has ten properties and two that were observed", []string{
		"messages/dial-number.md: property phoneNumber required `string`", "property ownerId optional ", "property portalId optional `integer`",
		"property objectId optional `integer`", "property objectType optional ", "property subjectId optional `integer`", "property countryCode optional `string`",
		"property calleeInfo optional ", "property startTimestamp optional `integer`", "property toPhoneNumberSrc optional `string`",
		"property phone_number optional `string`", "row phone_number has evidence.observed", "property threadId optional `integer`", "row threadId has evidence.observed",
	}},
	{"ownerId is text or a number", []string{
		"messages/dial-number.md: property ownerId optional [`OwnerId`]", "types/owner-id.md: literal | `integer`", "literal | `string` |",
	}},
	{"objectId is an id", []string{
		"messages/dial-number.md: property objectId optional `integer`",
		"says types.DialingContext.properties.objectId.description | The id of the record | L’identifiant de la fiche | レコードの ID | O id do registro",
	}},
	{"objectType is an open set of text", []string{
		"messages/dial-number.md: property objectType optional [`ObjectType`]", "row objectType has values.some",
		"types/object-type.md: value CONTACT", "value COMPANY", "value TICKET", "says-label values.open",
	}},
	{"calleeInfo is an object", []string{
		"messages/dial-number.md: property calleeInfo optional [`CalleeInfo`]", "types/callee-info.md: literal \n`object` · ",
	}},
	{"calleeId is spelled in one way", []string{
		"types/callee-info.md: property calleeId required `integer`", "no property calleeID", "property calleeObjectTypeId required [`ObjectTypeId`]",
	}},
	{"calleeInfo is about the one who is called", []string{
		"messages/dial-number.md: says types.DialingContext.properties.calleeInfo.description | The record that has the number | La fiche qui a le numéro | その番号を持つレコード | O registro que tem o número",
	}},
	{"startTimestamp is in milliseconds", []string{"messages/dial-number.md: row startTimestamp has format.epoch-millis"}},
	{"the handler of a failed creation is onCreateEngagementFailed", []string{
		"messages/create-engagement-failed.md: handler onCreateEngagementFailed", "no handler onEngagementCreatedFailed",
		"corrections.md: code onCreateEngagementFailed",
		"guides/moving-from-the-original-sdk.md: literal | `onEngagementCreatedFailed` | `onCreateEngagementFailed` |",
	}},
	{"onEngagementCreated is deprecated", []string{
		"messages/engagement-created.md: deprecated", "handler onEngagementCreated", "link create-engagement-succeeded.md",
	}},
	{"onCreateEngagement… speak of a creation", []string{
		"messages/create-engagement-succeeded.md: handler onCreateEngagementSucceeded",
		"says messages.CREATE_ENGAGEMENT_SUCCEEDED.summary | has created | a créé l’engagement | 作成しました | criou o engajamento",
		"messages/create-engagement-failed.md: says messages.CREATE_ENGAGEMENT_FAILED.summary | could not create | n’a pas pu créer | 作成できませんでした | não conseguiu criar",
	}},
	{"onUpdateEngagement… speak of an update", []string{
		"messages/update-engagement-succeeded.md: handler onUpdateEngagementSucceeded",
		"says messages.UPDATE_ENGAGEMENT_SUCCEEDED.summary | has written the properties | a écrit les propriétés | プロパティを書き込みました | gravou as propriedades",
		"messages/update-engagement-failed.md: handler onUpdateEngagementFailed",
		"says messages.UPDATE_ENGAGEMENT_FAILED.summary | could not write | n’a pas pu écrire | 書き込めませんでした | não conseguiu gravar",
	}},
	{"the replies to caller ids, records and channels exist", []string{
		"messages/caller-id-match-succeeded.md: handler onCallerIdMatchSucceeded", "property callerIdMatches required ",
		"messages/caller-id-match-failed.md: handler onCallerIdMatchFailed",
		"messages/navigate-to-record-failed.md: handler onNavigateToRecordFailed",
		"messages/publish-to-channel-succeeded.md: handler onPublishToChannelSucceeded",
		"messages/publish-to-channel-failed.md: handler onPublishToChannelFailed",
	}},
	{"the handlers that no page had exist", []string{
		"messages/end-call.md: handler onEndCall", "messages/set-call-state.md: handler onSetCallState",
		"messages/initiate-call-id-succeeded.md: handler onInitiateCallIdSucceeded", "messages/initiate-call-id-failed.md: handler onInitiateCallIdFailed",
		"messages/set-widget-url-failed.md: handler onSetWidgetUrlFailed",
		"messages/finalize-engagement-succeeded.md: handler onFinalizeEngagementSucceeded", "messages/finalize-engagement-failed.md: handler onFinalizeEngagementFailed",
		"messages/failed.md: handler onFailed",
	}},
	{"onVisibilityChanged carries two booleans", []string{
		"messages/visibility-changed.md: handler onVisibilityChanged", "property isMinimized required `boolean`", "property isHidden required `boolean`",
	}},

	// Handlers and examples.
	{"the default handler gets payload and message", []string{
		"guides/moving-from-the-original-sdk.md: says guides.moving-from-the-original-sdk.import | `defaultEventHandler` | `defaultEventHandler` | `defaultEventHandler` | `defaultEventHandler`",
	}},
	{"a handler gets payload and message", []string{
		"guides/moving-from-the-original-sdk.md: literal onDialNumber: (data, event) =>",
		"says guides.moving-from-the-original-sdk.import | the payload first, the whole message second | d’abord la charge utile, puis le message entier | 最初がペイロード、次がメッセージ全体 | primeiro a carga útil, depois a mensagem inteira",
		"messages/dial-number.md: literal onDialNumber(data) {",
	}},
	{"the examples are code that runs", []string{
		"messages/initialized.md: json", "literal widget.initialized({ isLoggedIn: true", "no literal const payload {",
		"guides/quick-start.md: literal const extensions: CallingExtensions = new CallingExtensions({", "no literal const CallingExtensions =",
	}},
	{"debugMode is a boolean that may be left out", []string{
		"guides/quick-start.md: literal debugMode: true,", "*: no literal true | false",
		"guides/testing-without-an-account.md: literal new CallingExtensions({\n    transport: app,\n    eventHandlers: {",
		"messages/sync-ack.md: property debugMode required `boolean`",
	}},
	{"code words are not translated", []string{
		"messages/call-completed.md: code true", "code false", "faq.md: code true", "types/widget-settings.md: code true", "code false",
		"*: no literal verdade`", "no literal `vrai", "no literal `真",
	}},

	// Settings.
	{"the settings have four verbs", []string{
		"endpoints/get-settings.md: method GET", "endpoints/create-settings.md: method POST", "endpoints/update-settings.md: method PATCH", "endpoints/delete-settings.md: method DELETE",
		"guides/going-live.md: link ../endpoints/get-settings.md", "link ../endpoints/create-settings.md", "link ../endpoints/update-settings.md", "link ../endpoints/delete-settings.md",
	}},
	{"an app goes live with PATCH", []string{
		"guides/going-live.md: in order <a id=\"go-live\">, curl --request PATCH, --data '{\"isReady\": true}'",
		"says guides.going-live.go-live | Do not send the first request again | N’envoyez pas la première requête une seconde fois | もう一度送信しないでください | Não envie a primeira requisição outra vez",
	}},
	{"isReady is sent in any case", []string{
		"types/widget-settings.md: property isReady optional `boolean`",
		"says types.WidgetSettings.properties.isReady.description | Always send it | Envoyez-la toujours | 必ず送信してください | Envie-a sempre",
		"endpoints/create-settings.md: says types.WidgetSettings.properties.isReady.description | Always send it | Envoyez-la toujours | 必ず送信してください | Envie-a sempre",
	}},
	{"isReady is false in a first request", []string{
		"endpoints/create-settings.md: literal \"isReady\": false", "no literal \"isReady\": true", "guides/quick-start.md: literal \"isReady\": false", "no literal \"isReady\": true",
	}},
	{"there are nine settings", []string{
		"types/widget-settings.md: properties 9", "property name required `string`", "property url required `string`", "property width optional `integer`", "property height optional `integer`",
		"property isReady optional `boolean`", "property supportsCustomObjects optional `boolean`", "property supportsInboundCalling optional `boolean`",
		"property usesCallingWindow optional `boolean`", "property usesRemote optional `boolean`", "guides/going-live.md: code true",
	}},
	{"supportsCustomObjects is a boolean", []string{"types/widget-settings.md: property supportsCustomObjects optional `boolean`"}},
	{"the settings take a token or a key, and sources disagree", []string{
		"endpoints/create-settings.md: code developers-write", "code hapikey", "says-label auth.any", "endpoints/get-settings.md: code developers-read",
		"endpoints/README.md: literal <a id=\"auth-oauth\">", "literal <a id=\"auth-hapikey\">", "says-label disputes.mark",
	}},

	// Testing.
	{"the override is under Calling", []string{
		"storage.md: heading LocalSettings:Calling:CallingExtensions",
		"in order <a id=\"LocalSettings:Sales:CallingExtensions\">, > [!WARNING], LocalSettings:Calling:CallingExtensions",
		"guides/testing-in-the-host-page.md: literal 'LocalSettings:Calling:CallingExtensions'",
	}},
	{"the demo apps have three values", []string{
		"types/demo-widget.md: value local", "value app:js", "value app", "storage.md: heading LocalSettings:Calling:installDemoWidget",
	}},
	{"the demo app is demo-minimal-js", []string{"guides/testing-in-the-host-page.md: code demo-minimal-js", "*: no literal demo-minimum-js"}},
	{"a demo app starts with npm start", []string{"guides/testing-in-the-host-page.md: literal cd demos/demo-minimal-js && npm i && npm start"}},
	{"records are under contacts and companies", []string{
		"guides/testing-in-the-host-page.md: says guides.testing-in-the-host-page.test-call | Contacts › Companies | Contacts › Entreprises | コンタクト › 会社 | Contatos › Empresas",
	}},

	// Installation and questions.
	{"a CDN has the package, with its version pinned", []string{
		"faq.md: says faq.cdn.answer | Yes. Every npm package | Oui. Tous les paquets npm | はい。npm のパッケージはすべて | Sim. Todos os pacotes npm",
		"literal @hubspot/calling-extensions-sdk@0.9.7/dist/main.js",
		"says faq.cdn.answer | Pin the version | Figez la version | バージョンを固定してください | Fixe a versão",
		"guides/quick-start.md: literal https://cdn.jsdelivr.net/npm/@callinggen/calling-extensions@1.0.0/", "*: no literal @latest",
	}},
	{"the package is installed with npm install", []string{
		"guides/quick-start.md: literal npm install @callinggen/calling-extensions", "README.md: literal npm install @callinggen/calling-extensions",
		"*: no literal npm install -s", "no literal npm i -s",
	}},
	{"users without a paid seat may use it, it is said", []string{
		"faq.md: says faq.free-users.answer | The pages say yes, since August 2022 | Les pages disent que oui, depuis août 2022 | 2022 年 8 月から使える | As páginas dizem que sim, desde agosto de 2022",
		"says faq.free-users.answer | Some users report | Certains utilisateurs signalent | ユーザーの報告もある | Alguns usuários relatam",
	}},
	{"the app signs its users in", []string{
		"faq.md: says faq.authentication.answer | The calling app does. HubSpot signs nobody in to it. | L’application d’appel. HubSpot n’y connecte personne. | 通話アプリが行います。HubSpot が通話アプリへのサインインを行うことはありません。 | O aplicativo de chamadas. O HubSpot não faz o login de ninguém nele.",
	}},
	{"calls may have custom properties", []string{
		"faq.md: says faq.custom-property.answer | Yes. Create the property | Oui. Créez la propriété | はい。HubSpot でプロパティを作成し | Sim. Crie a propriedade",
	}},
	{"several apps work for outbound calls, one for inbound calls", []string{
		"faq.md: says faq.several-providers.answer | For outbound calls, yes | Pour les appels sortants, oui | 発信通話では使えます | Para chamadas de saída, sim",
		"says faq.several-providers.answer | For inbound calls, no | Pour les appels entrants, non | 着信通話では使えません | Para chamadas de entrada, não",
	}},
	{"a listing in the marketplace is optional", []string{
		"faq.md: says faq.how-users-install.answer | A listing is optional | Y figurer est facultatif | 掲載は任意です | A listagem é opcional",
	}},
	{"the scopes of today and of older pages are named", []string{
		"faq.md: code contacts", "code timeline", "code crm.objects.contacts.write", "guides/quick-start.md: code crm.objects.contacts.write",
		"endpoints/mark-recording-ready.md: code crm.objects.contacts.write",
	}},
	{"a call from a custom object needs two properties and a flag", []string{
		"faq.md: in order <a id=\"custom-object\">, `createEngagement`, `toNumber`, `externalCallId`, `true`",
		"guides/going-live.md: in order <a id=\"custom-objects\">, extensions.outgoingCall({, externalCallId: 'c-1042', toNumber, createEngagement: true",
	}},

	// The conversation.
	{"the handshake asks every 100 milliseconds, for 30 seconds", []string{
		"messages/sync.md: says messages.SYNC.description | every 100 milliseconds | toutes les 100 millisecondes | 100 ミリ秒ごとに | a cada 100 milissegundos",
		"messages/sync-ack-failed.md: says messages.SYNC_ACK_FAILED.description | 30 seconds after | 30 secondes après | 30 秒が経過したとき | 30 segundos depois",
		"participants.md: in order <a id=\"handshake\">, `SYNC`, 100, `SYNC_ACK`, `READY`, 30, `SYNC_ACK_FAILED`",
		"flows/handshake.md: in order `SYNC`, `SYNC_ACK`, `READY`, `INITIALIZED`",
	}},
	{"an outbound call has its steps in order", []string{
		"flows/outbound-call.md: steps 16",
		"in order `DIAL_NUMBER`, `OUTGOING_CALL_STARTED`, `INITIATE_CALL_ID_SUCCEEDED`, `CREATE_ENGAGEMENT_SUCCEEDED`, `CALL_ANSWERED`, `CALL_ENDED`, `CALL_COMPLETED`, `UPDATE_ENGAGEMENT_SUCCEEDED`",
	}},
	{"either side may own the engagement, never both", []string{
		"flows/engagement-ownership.md: in order \"createEngagement\": true, `CALL_COMPLETED`, \"createEngagement\": false, `createCall`",
		"says flows.engagementOwnership.summary | Either HubSpot creates the engagement of a call, or the app does. Never both. | soit par HubSpot, soit par l’application. Jamais par les deux. | HubSpot かアプリのどちらか一方が作成します。 | Ou o HubSpot cria o engajamento de uma chamada, ou o aplicativo cria. Nunca os dois.",
	}},
	{"the help desk asks for e164PhoneNumber, inbound calls for e164Number", []string{
		"types/help-desk-phone-number.md: property e164PhoneNumber required `string`", "endpoints/log-inbound-call.md: literal e164Number",
	}},

	// The pages themselves.
	{"each page is in one language", []string{"*: no literal <span lang=", "no literal <div lang=", "no literal middle\" lang=", "faq.md: own words"}},
	{"no word is misspelt as it was copied", []string{
		"*: no literal nubmer", "no literal loged", "no literal widegt", "no literal repetidly", "no literal enagegement", "no literal messags", "no literal unkown", //nolint:misspell // as they are in the pages that were replaced
	}},
	{"the version is that of the protocol", []string{"README.md: literal 0.9.7", "*: no literal sdk@0.2.2", "no literal sdk@0.9.7-beta"}},
	{"the compiler takes what the documents show", []string{
		"guides/moving-from-the-original-sdk.md: in order <a id=\"accepted\">, `isAvailable`, `sizeInfo`, `dialingContext`, `externalCallId`, `engagementId`, `hs_timestamp`",
		"says guides.moving-from-the-original-sdk.accepted | You write only the handlers that you need | Vous n’écrivez que les gestionnaires dont vous avez besoin | 必要なハンドラーだけを書けます | Você escreve só os manipuladores de que precisa",
		"types/object-type-id.md: value 0-3", "says-label values.open",
	}},
}

// TestFactsInEveryLanguage is one test for each fact in each language.
func TestFactsInEveryLanguage(t *testing.T) {
	p := loadProtocol(t, "schema/calling.yaml")
	texts := l10n.Texts(p)
	for i, locale := range locales {
		l := &language{index: i, pages: readPages(t, locale), words: labels.English(), texts: map[string][]string{}}
		for _, text := range texts {
			l.texts[text.Key] = append(l.texts[text.Key], text.Source)
		}
		if locale != p.Locale {
			l.words, l.texts = translationsOf(t, "gen/docs/labels", locale), nil
			l.read(t, filepath.Join("schema", "locales", locale+".po"))
		}
		for _, f := range shownFacts {
			t.Run(locale+"/"+f.name, func(t *testing.T) {
				page := ""
				for _, show := range f.shows {
					if at, check, found := strings.Cut(show, ": "); found && (at == "*" || l.pages[at] != "") {
						page, show = at, check
					}
					if !l.shows(t, page, show) {
						t.Errorf("%s does not show: %s", page, show)
					}
				}
			})
		}
	}
}

// A language is what the checks of one language read.
type language struct {
	index int // in locales
	pages map[string]string
	words labels.Catalogue
	texts map[string][]string // of the protocol, by key; without those that are stale
}

// translationsOf gives the translations in a folder of PO files by their context.
func translationsOf(t *testing.T, folder, locale string) map[string]string {
	t.Helper()
	words := map[string]string{}
	for _, e := range poFile(t, filepath.Join(folder, locale+".po")).Entries {
		words[e.Context] = e.First()
	}
	return words
}

func (l *language) read(t *testing.T, name string) {
	t.Helper()
	l.texts = map[string][]string{}
	for _, e := range poFile(t, name).Entries {
		if !e.Obsolete && !e.Fuzzy() && e.Translated() {
			l.texts[e.Context] = append(l.texts[e.Context], e.First())
		}
	}
}

func poFile(t *testing.T, name string) *po.File {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, found := po.Parse(name, data)
	if found != nil {
		t.Fatal(found)
	}
	return file
}

// A factCheck reports whether a page shows something.
type factCheck struct {
	words string // what a check begins with; the rest is its argument
	shown func(l *language, page, what string) bool
}

// checks are tried in this order, so that longer ones come first.
var checks = []factCheck{
	{"no property ", func(_ *language, page, what string) bool { return rowOf(page, what) == "" }},
	{"no handler ", func(_ *language, page, what string) bool { return !handles(page, what) }},
	{"no literal ", func(_ *language, page, what string) bool { return !strings.Contains(page, what) }},
	{"properties ", func(_ *language, page, what string) bool { return strconv.Itoa(len(shownProperties(page))) == what }},
	{"property ", hasProperty},
	{"values ", func(_ *language, page, what string) bool {
		return strconv.Itoa(strings.Count(page, `<a id="value-`)) == what
	}},
	{"value ", func(_ *language, page, what string) bool {
		return strings.Contains(page, "\n| <a id=\"value-"+what+"\"></a>`"+what+"` |")
	}},
	{"row ", rowHas},
	{"heading ", func(_ *language, page, what string) bool {
		return regexp.MustCompile("(?m)^#+ .*`" + regexp.QuoteMeta(what) + "`$").MatchString(page)
	}},
	{"handler ", func(_ *language, page, what string) bool { return handles(page, what) }},
	{"code ", func(_ *language, page, what string) bool { return strings.Contains(page, "`"+what+"`") }},
	{"link ", func(_ *language, page, what string) bool {
		return regexp.MustCompile(`\]\(` + regexp.QuoteMeta(what) + `[)#]`).MatchString(page)
	}},
	{"literal ", func(_ *language, page, what string) bool { return strings.Contains(page, what) }},
	{"method ", func(_ *language, page, what string) bool { return strings.Contains(page, "`"+what+" https://") }},
	{"deprecated", func(l *language, page, _ string) bool {
		return regexp.MustCompile(`\n> \[!WARNING\]\n> \*\*[^\n]*` + regexp.QuoteMeta(longest(l.words["deprecated.title"]))).MatchString(page)
	}},
	{"disputed ", func(_ *language, page, what string) bool {
		name, source, _ := strings.Cut(what, " by ")
		_, disputes, _ := strings.Cut(page, `<a id="disputes"></a>`)
		return regexp.MustCompile("(?m)^\\| \\[`" + name + "`\\][^|]*\\| [^|]*#source-" + regexp.QuoteMeta(source) + `\)`).MatchString(disputes)
	}},
	{"says-label ", func(l *language, page, what string) bool { return says(page, l.words[what]) }},
	{"says ", saysText},
	{"in order ", comeInOrder},
	{"steps ", func(_ *language, page, what string) bool {
		return strconv.Itoa(len(regexp.MustCompile(`(?m)^\d+\. `).FindAllString(page, -1))) == what
	}},
	{"json", holdsJSON},
	{"own words", func(l *language, _, _ string) bool { return l.ownQuestions() }},
}

// shows tries a check on a page, or on every page.
func (l *language) shows(t *testing.T, page, show string) bool {
	t.Helper()
	for _, c := range checks {
		what, ok := strings.CutPrefix(show, c.words)
		switch {
		case !ok:
		case page == "*":
			for _, text := range l.pages {
				if !c.shown(l, text, what) {
					return false
				}
			}
			return true
		default:
			return l.pages[page] != "" && c.shown(l, l.pages[page], what)
		}
	}
	t.Fatalf("there is no such check: %s", show)
	return false
}

// rowOf gives the row of a property, or "".
func rowOf(page, property string) string {
	return regexp.MustCompile("(?m)^\\| (?:<a id=\"[^\"]*\"></a>)?`" + regexp.QuoteMeta(property) + "`(?:<br>| \\|).*$").FindString(page)
}

// handles reports whether a page names a method or a handler where it says who sends a message and who receives it.
func handles(page, name string) bool {
	return regexp.MustCompile("(?m)^\\* .*`" + regexp.QuoteMeta(name) + "`").MatchString(page)
}

// hasProperty takes "name required `type" or "name optional `type".
func hasProperty(_ *language, page, what string) bool {
	return slices.ContainsFunc(propertyRow.FindAllStringSubmatch(page, -1), func(row []string) bool {
		mark := "optional"
		if row[3] != "" {
			mark = "required"
		}
		return strings.HasPrefix(row[2]+" "+mark+" "+row[4], what)
	})
}

// rowHas takes "name has label", "name shows text" or "name is deprecated for other".
func rowHas(l *language, page, what string) bool {
	name, rest, _ := strings.Cut(what, " ")
	row := rowOf(page, name)
	if text, ok := strings.CutPrefix(rest, "shows "); ok {
		return strings.Contains(row, text)
	}
	if other, ok := strings.CutPrefix(rest, "is deprecated for "); ok {
		return says(row, l.words["deprecated.title"]) && says(row, l.words["deprecated.use"]) && strings.Contains(row, "[`"+other+"`]")
	}
	return says(row, l.words[strings.TrimPrefix(rest, "has ")])
}

// says reports whether a text has the words of a label, of whose pieces between placeholders the longest does.
func says(text, label string) bool {
	words := longest(label)
	return words != "" && strings.Contains(strings.ToLower(text), strings.ToLower(words))
}

func longest(label string) string {
	long := ""
	for _, piece := range regexp.MustCompile(`\{[a-z]+\}`).Split(label, -1) {
		if piece = strings.TrimSpace(piece); len(piece) > len(long) {
			long = piece
		}
	}
	return long
}

// saysText takes the key of a text and the words that it must have in each language. They must be on the page, and in a
// translation that is not stale.
func saysText(l *language, page, what string) bool {
	parts := strings.Split(what, " | ")
	words := parts[1+l.index]
	return strings.Contains(page, words) && slices.ContainsFunc(l.texts[parts[0]], func(text string) bool { return strings.Contains(text, words) })
}

// comeInOrder takes texts with commas between them, which must follow one another on the page.
func comeInOrder(_ *language, page, what string) bool {
	for _, text := range strings.Split(what, ", ") {
		i := strings.Index(page, text)
		if i < 0 {
			return false
		}
		page = page[i+len(text):]
	}
	return true
}

// holdsJSON reports whether a page has examples and all of them are JSON.
func holdsJSON(_ *language, page, _ string) bool {
	examples := regexp.MustCompile("(?ms)^```json\n(.*?)^```$").FindAllStringSubmatch(page, -1)
	return len(examples) > 0 && !slices.ContainsFunc(examples, func(m []string) bool { return !json.Valid([]byte(m[1])) })
}

// ownQuestions reports whether no question is in the words of another language.
func (l *language) ownQuestions() bool {
	if l.index == 0 {
		return true
	}
	english := readHeadings("docs/" + locales[0] + "/faq.md")
	return len(english) > 0 && !slices.ContainsFunc(english, func(question string) bool { return strings.Contains(l.pages["faq.md"], question) })
}

func readHeadings(name string) []string {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	return groups(regexp.MustCompile(`(?m)^## .*</a>(.+)$`), string(data))
}
