package socialplus

// Calls a user may make, over all devices together (FAQ F77, F80).
const (
	RateCalls         = 100 // calls
	RateWindowSeconds = 5   // seconds
)

// Lifetimes of tokens, in seconds.
const (
	AuthTokenSeconds   = 10 * 60           // authentication token (FAQ F08)
	AccessTokenSeconds = 30 * 24 * 60 * 60 // access token (FAQ F18)
)

// Lengths of texts, in UTF-16 code units as the platform counts them, and
// numbers of things.
const (
	MaxPostText        = 50_000
	MaxCommentText     = 50_000
	MaxMessageText     = 20_000
	MaxUserID          = 50
	MaxDisplayName     = 100
	MaxDescription     = 500
	MaxCommunityName   = 1_000
	MaxCommunityText   = 5_000
	MaxPostTags        = 5
	MaxPostTag         = 24
	MaxMessageTags     = 10
	MaxHashtags        = 30
	MaxMentions        = 30
	MaxPollAnswers     = 10
	MaxReactionName    = 100
	MaxFileName        = 1_024
	MaxBlocklistBatch  = 100
	MaxBlocklistEntry  = 500
	MaxListIDs         = 100
	MaxMetadataPatches = 100
)

// Page sizes. The FAQ says that a list answers 20 items by default (FAQ F23).
const (
	DefaultPage = 20
	MaxPage     = 100
)

// Uploads (FAQ F30, F31).
const (
	MaxUploadBytes     = 1 << 30     // an image, video or file: 1 GB
	MaxVideoSeconds    = 2 * 60 * 60 // a video: two hours
	MaxPostAttachments = 10          // images or videos of one post
)
