package socialplus

// Code is an error code of the platform: the number in the "code" field of the
// error envelope {"status":"error","code":…,"message":…}.
type Code int

// The codes the platform's API answers with.
const (
	CodeBadRequest          Code = 400000
	CodeInvalidRegex        Code = 400001
	CodeVideoFormatInvalid  Code = 400002
	CodeUnauthorized        Code = 400100
	CodeTokenExpired        Code = 400101
	CodeForbidden           Code = 400300
	CodePermissionDenied    Code = 400301
	CodeUserIsMuted         Code = 400302
	CodeChannelIsMuted      Code = 400303
	CodeUserIsBanned        Code = 400304
	CodeTooManyMembers      Code = 400305
	CodeExemptFromBan       Code = 400306
	CodeMaxRepetition       Code = 400307
	CodeBanWordFound        Code = 400308
	CodeLinkNotAllowed      Code = 400309
	CodeRateLimit           Code = 400311
	CodeGlobalBan           Code = 400312
	CodeUnsafeContent       Code = 400314
	CodeDuplicateEntry      Code = 400315
	CodeUserIsUnbanned      Code = 400316
	CodeLastModerator       Code = 400317
	CodeLastMember          Code = 400318
	CodeNotificationsOff    Code = 400319
	CodeVisitorLimit        Code = 400323
	CodeMaxBlockedUsers     Code = 400324
	CodeItemNotFound        Code = 400400
	CodeConflict            Code = 400900
	CodeBotPermissionDenied Code = 403998
	CodeVisitorPermission   Code = 403999
	CodeBusinessError       Code = 500000
)

// The codes that the official client makes itself; no server sends them.
const (
	CodeClientUnknown           Code = 800000
	CodeClientInvalidParameters Code = 800110
	CodeClientQueryInProgress   Code = 800170
	CodeClientConnection        Code = 800210
	CodeClientDisconnected      Code = 800211
	CodeClientTokenExpired      Code = 800403
	CodeClientUnsyncedObject    Code = 800800
)

// Retry says whether the same call may be made again.
type Retry string

const (
	// RetryNever: the answer will stay the same until something is changed.
	RetryNever Retry = "never"
	// RetryLater: wait, at least five seconds for CodeRateLimit, then repeat.
	RetryLater Retry = "later"
	// RetrySignIn: sign in again, then repeat.
	RetrySignIn Retry = "sign-in"
)

// Explanation says in plain words what a code means and what to do about it.
// Every text is a full sentence that can be shown to a person.
type Explanation struct {
	Code   Code
	Name   string   // the platform's name for it, such as "RateLimit"
	Title  string   // what happened, a few words
	Cause  string   // why
	Remedy string   // what to do
	Retry  Retry    // whether the same call may be made again
	Status int      // HTTP status it usually comes with; 0 where the client makes the code itself
	FAQ    []string // rows of the Technical FAQ that speak of it
}

// Explain looks a code up. The second result is false for a code that is not
// in the table; a caller then shows the platform's own message.
func Explain(code Code) (Explanation, bool) {
	for _, e := range explanations() {
		if e.Code == code {
			return e, true
		}
	}
	return Explanation{}, false
}

// Codes returns every known code's explanation, in ascending order of code.
func Codes() []Explanation { return explanations() }
