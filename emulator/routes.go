package emulator

// routes is the emulator's whole API.
func routes() []route {
	var all []route
	for _, area := range [][]route{sessionRoutes(), userRoutes(), communityRoutes(), postRoutes(), commentRoutes(), socialRoutes(), chatRoutes(), fileRoutes(), networkRoutes()} {
		all = append(all, area...)
	}
	return all
}

func sessionRoutes() []route {
	const area = "Sessions"
	return []route{
		{area: area, method: "POST", versions: "345", path: "/sessions", handler: registerSession, access: byAPIKey, faq: "F01 F07 F10 F18 F32"},
		{area: area, method: "POST", versions: "5", path: "/sessions/visitor", handler: registerVisitor, access: byAPIKey},
		{area: area, method: "POST", versions: "5", path: "/sessions/bot", handler: registerBot, access: byAPIKey},
		{area: area, method: "GET", versions: "3", path: "/sessions", handler: checkSession, faq: "F18"},
		{area: area, method: "DELETE", versions: "4", path: "/sessions", handler: endSession, lookers: true},
		{area: area, method: "DELETE", versions: "4", path: "/sessions/users/{userId}", handler: endAllSessions},
		{area: area, method: "POST", versions: "1", path: "/admin-token", handler: renewAdminToken, faq: "F02"},
		{area: area, method: "GET", versions: "3", path: "/authentication/token", handler: issueAuthToken, access: byServerKey, writes: true, faq: "F08 F11"},
		{area: area, method: "POST", versions: "4", path: "/authentication/token", handler: issueAuthToken, access: byServerKey, faq: "F08 F11"},
	}
}

func userRoutes() []route {
	const area = "Users"
	return []route{
		{area: area, method: "GET", versions: "3", path: "/users", handler: listUsers, faq: "F03 F23"},
		{area: area, method: "GET", versions: "3", path: "/users/list", handler: listUsersByID},
		{area: area, method: "GET", versions: "3", path: "/users/{userId}", handler: getUserByID},
		{area: area, method: "PUT", versions: "23", path: "/users", handler: updateUser, event: "user.updated", faq: "F13 F28 F61 F62"},
		{area: area, method: "DELETE", versions: "4", path: "/users/{userId}", handler: deleteUser, faq: "F81 F82"},
		{area: area, method: "POST", versions: "2", path: "/users/ban", handler: banUser, faq: "F83"},
		{area: area, method: "POST", versions: "2", path: "/users/unban", handler: unbanUser, faq: "F83"},
		{area: area, method: "POST", versions: "4", path: "/me/flags/{userId}", handler: flagUser, event: "user.flagged"},
		{area: area, method: "DELETE", versions: "4", path: "/me/flags/{userId}", handler: unflagUser, event: "user.unflagged"},
		{area: area, method: "GET", versions: "3", path: "/users/{userId}/isFlagByMe", handler: userFlagged},
		{area: area, method: "GET", versions: "3", path: "/users/{userId}/isflagbyme", handler: userFlagged},
		{area: area, method: "GET", versions: "3", path: "/roles", handler: listRoles, faq: "F24"},
		{area: area, method: "GET", versions: "3", path: "/roles/{roleId}", handler: getRole, faq: "F24"},
	}
}

func communityRoutes() []route {
	const area = "Communities"
	return []route{
		{area: area, method: "GET", versions: "3", path: "/communities", handler: listCommunities, faq: "F09 F21 F22 F34"},
		{area: area, method: "POST", versions: "3", path: "/communities", handler: createCommunity, event: "community.created", faq: "F28"},
		{area: area, method: "GET", versions: "3", path: "/communities/list", handler: listCommunitiesByID},
		{area: area, method: "GET", versions: "3", path: "/communities/recommended", handler: recommendedCommunities, faq: "F29"},
		{area: area, method: "GET", versions: "3", path: "/communities/top-trending", handler: trendingCommunities, faq: "F29"},
		{area: area, method: "GET", versions: "3", path: "/communities/{communityId}", handler: getCommunity},
		{area: area, method: "PUT", versions: "3", path: "/communities/{communityId}", handler: updateCommunity, event: "community.updated", faq: "F65"},
		{area: area, method: "DELETE", versions: "3", path: "/communities/{communityId}", handler: deleteCommunity, faq: "F26"},
		{area: area, method: "POST", versions: "34", path: "/communities/{communityId}/join", handler: joinCommunity, event: "community.joined", faq: "F27"},
		{area: area, method: "DELETE", versions: "3", path: "/communities/{communityId}/leave", handler: leaveCommunity, event: "community.left"},
		{area: area, method: "GET", versions: "3", path: "/communities/{communityId}/users", handler: listCommunityUsers, faq: "F16"},
		{area: area, method: "POST", versions: "3", path: "/communities/{communityId}/users", handler: addCommunityUsers, event: "community.userAdded"},
		{area: area, method: "DELETE", versions: "3", path: "/communities/{communityId}/users", handler: removeCommunityUsers, event: "community.userRemoved", faq: "F25"},
		{area: area, method: "PUT", versions: "3", path: "/communities/{communityId}/users/ban", handler: banCommunityUsers, event: "community.userBanned"},
		{area: area, method: "PUT", versions: "3", path: "/communities/{communityId}/users/unban", handler: unbanCommunityUsers, event: "community.userUnbanned"},
		{area: area, method: "POST", versions: "34", path: "/communities/{communityId}/users/roles", handler: addCommunityRoles, event: "community.roleAdded", faq: "F24"},
		{area: area, method: "DELETE", versions: "34", path: "/communities/{communityId}/users/roles", handler: removeCommunityRoles, event: "community.roleRemoved", faq: "F24"},
		{area: area, method: "GET", versions: "3", path: "/communities/{communityId}/permissions/me", handler: myPermissions},
		{area: area, method: "GET", versions: "3", path: "/community-categories", handler: listCategories},
		{area: area, method: "POST", versions: "3", path: "/community-categories", handler: createCategory},
		{area: area, method: "GET", versions: "3", path: "/community-categories/{categoryId}", handler: getCategory},
		{area: area, method: "DELETE", versions: "3", path: "/community-categories/{categoryId}", handler: deleteCategory},
	}
}

func postRoutes() []route {
	const posts, feeds, pins = "Posts", "Feeds and search", "Pinned posts"
	return []route{
		{area: posts, method: "GET", versions: "345", path: "/posts", handler: listPosts, faq: "F14 F19 F20 F38"},
		{area: posts, method: "POST", versions: "345", path: "/posts", handler: createPost, event: "post.created", prehook: "post.shouldCreate", faq: "F28 F30 F31 F48 F63"},
		{area: posts, method: "GET", versions: "3", path: "/posts/list", handler: listPostsByID},
		{area: posts, method: "GET", versions: "345", path: "/posts/{postId}", handler: getPost, faq: "F63"},
		{area: posts, method: "PUT", versions: "34", path: "/posts/{postId}", handler: updatePost, event: "post.updated", prehook: "post.shouldUpdate"},
		{area: posts, method: "PATCH", versions: "4", path: "/posts/{postId}", handler: patchPost, event: "post.updated", prehook: "post.shouldUpdate", faq: "F28"},
		{area: posts, method: "DELETE", versions: "34", path: "/posts/{postId}", handler: deletePost, prehook: "post.shouldDelete", faq: "F14"},
		{area: posts, method: "POST", versions: "3", path: "/posts/{postId}/approve", handler: approvePost, event: "post.approved"},
		{area: posts, method: "POST", versions: "3", path: "/posts/{postId}/decline", handler: declinePost, event: "post.declined"},
		{area: posts, method: "POST", versions: "3", path: "/posts/{postId}/flag", handler: flagPost, event: "post.flagged", prehook: "post.shouldFlag", faq: "F64"},
		{area: posts, method: "DELETE", versions: "3", path: "/posts/{postId}/unflag", handler: unflagPost, event: "post.unflagged"},
		{area: posts, method: "GET", versions: "3", path: "/posts/{postId}/isflagbyme", handler: postFlagged},
		{area: posts, method: "POST", versions: "1", path: "/analytics/activities", handler: noteActivities, lookers: true},
		{area: posts, method: "GET", versions: "1", path: "/analytics/views/{kind}/{id}/users", handler: listViewers},
		{area: feeds, method: "GET", versions: "3", path: "/global-feeds", handler: newestFeed, faq: "F27 F29 F33"},
		{area: feeds, method: "GET", versions: "4", path: "/me/global-feeds", handler: newestFeed, faq: "F29 F33 F67"},
		{area: feeds, method: "GET", versions: "5", path: "/me/global-feeds", handler: rankedFeed, faq: "F33"},
		{area: feeds, method: "GET", versions: "1", path: "/me/following-feeds", handler: followingFeed},
		{area: feeds, method: "GET", versions: "34", path: "/user-feeds/{userId}", handler: userFeed, faq: "F53"},
		{area: feeds, method: "GET", versions: "1", path: "/search/posts", handler: searchPosts, faq: "F69 F71 F72"},
		{area: feeds, method: "GET", versions: "3", path: "/search/posts", handler: searchPostsV3, faq: "F69 F71"},
		{area: feeds, method: "POST", path: "/search/v2/posts", handler: searchPostsV2, faq: "F71 F72"},
		{area: pins, method: "GET", versions: "1", path: "/pinned-posts/global", handler: listGlobalPins},
		{area: pins, method: "POST", versions: "1", path: "/pinned-posts/global/{postId}", handler: pinGlobally},
		{area: pins, method: "DELETE", versions: "1", path: "/pinned-posts/global/{postId}", handler: unpinGlobally},
		{area: pins, method: "GET", versions: "1", path: "/pinned-posts/communities/{communityId}", handler: listPins},
		{area: pins, method: "GET", versions: "1", path: "/pinned-posts/communities/{communityId}/{placement}", handler: listPins},
		{area: pins, method: "POST", versions: "1", path: "/pinned-posts/communities/{communityId}/{placement}/{postId}", handler: pinPost},
		{area: pins, method: "DELETE", versions: "1", path: "/pinned-posts/communities/{communityId}/{placement}/{postId}", handler: unpinPost},
	}
}

func commentRoutes() []route {
	const comments, reactions, polls = "Comments", "Reactions", "Polls"
	return []route{
		{area: comments, method: "GET", versions: "3", path: "/comments", handler: listComments, faq: "F39"},
		{area: comments, method: "POST", versions: "3", path: "/comments", handler: createComment, event: "comment.created"},
		{area: comments, method: "GET", versions: "3", path: "/comments/list", handler: listCommentsByID},
		{area: comments, method: "GET", versions: "3", path: "/comments/{commentId}", handler: getComment},
		{area: comments, method: "PUT", versions: "3", path: "/comments/{commentId}", handler: updateComment, event: "comment.updated"},
		{area: comments, method: "DELETE", versions: "34", path: "/comments/{commentId}", handler: deleteComment},
		{area: comments, method: "POST", versions: "3", path: "/comments/{commentId}/flag", handler: flagComment, event: "comment.flagged"},
		{area: comments, method: "DELETE", versions: "3", path: "/comments/{commentId}/unflag", handler: unflagComment, event: "comment.unflagged"},
		{area: comments, method: "GET", versions: "3", path: "/comments/{commentId}/isflagbyme", handler: commentFlagged},
		{area: comments, method: "GET", versions: "1", path: "/search/comments", handler: searchComments, faq: "F39"},
		{area: reactions, method: "POST", versions: "2", path: "/reactions", handler: addReaction},
		{area: reactions, method: "DELETE", versions: "2", path: "/reactions", handler: removeReaction},
		{area: reactions, method: "GET", versions: "3", path: "/reactions", handler: listReactions, faq: "F12"},
		{area: polls, method: "POST", versions: "3", path: "/polls", handler: createPoll, event: "poll.created", faq: "F46"},
		{area: polls, method: "GET", versions: "3", path: "/polls/{pollId}", handler: getPoll},
		{area: polls, method: "PUT", versions: "3", path: "/polls/{pollId}", handler: updatePoll, event: "poll.updated"},
		{area: polls, method: "DELETE", versions: "3", path: "/polls/{pollId}", handler: deletePoll},
		{area: polls, method: "POST", versions: "3", path: "/polls/{pollId}/votes", handler: votePoll, event: "poll.voted"},
		{area: polls, method: "PUT", versions: "3", path: "/polls/{pollId}/votes", handler: changeVote, event: "poll.voted"},
		{area: polls, method: "GET", versions: "3", path: "/polls/{pollId}/answers/{answerId}", handler: listVoters, faq: "F47"},
	}
}

func socialRoutes() []route {
	const area = "Following and blocking"
	return []route{
		{area: area, method: "POST", versions: "4", path: "/me/following/{userId}", handler: followUser, faq: "F05 F73"},
		{area: area, method: "DELETE", versions: "4", path: "/me/following/{userId}", handler: unfollowUser},
		{area: area, method: "POST", versions: "4", path: "/me/followers/{userId}", handler: acceptFollower, event: "follow.accepted", faq: "F05"},
		{area: area, method: "DELETE", versions: "4", path: "/me/followers/{userId}", handler: removeFollower, faq: "F05"},
		{area: area, method: "GET", versions: "4", path: "/me/followers", handler: myFollowers},
		{area: area, method: "GET", versions: "4", path: "/me/following", handler: myFollowing},
		{area: area, method: "GET", versions: "4", path: "/users/{userId}/followers", handler: userFollowers},
		{area: area, method: "GET", versions: "4", path: "/users/{userId}/following", handler: userFollowing},
		{area: area, method: "GET", versions: "4", path: "/me/followInfo", handler: myFollowInfo},
		{area: area, method: "GET", versions: "45", path: "/users/{userId}/followInfo", handler: userFollowInfo},
		{area: area, method: "GET", versions: "4", path: "/me/user-blocks", handler: listBlocks, faq: "F44"},
		{area: area, method: "POST", versions: "4", path: "/me/user-blocks/{userId}", handler: blockUser, faq: "F44"},
		{area: area, method: "DELETE", versions: "4", path: "/me/user-blocks/{userId}", handler: unblockUser},
	}
}

func fileRoutes() []route {
	const area = "Files"
	return []route{
		{area: area, method: "POST", versions: "4", path: "/images", handler: uploadImages, stream: true, faq: "F30 F93"},
		{area: area, method: "POST", versions: "4", path: "/videos", handler: uploadVideos, stream: true, faq: "F31"},
		{area: area, method: "POST", versions: "4", path: "/clips", handler: uploadClips, stream: true},
		{area: area, method: "POST", versions: "4", path: "/files", handler: uploadFiles, stream: true, faq: "F15 F90"},
		{area: area, method: "POST", versions: "4", path: "/audios", handler: uploadAudios, stream: true, faq: "F15"},
		{area: area, method: "POST", versions: "3", path: "/files", handler: uploadV3, stream: true},
		{area: area, method: "GET", versions: "3", path: "/files/{fileId}", handler: getFile, faq: "F35"},
		{area: area, method: "PUT", versions: "3", path: "/files/{fileId}", handler: describeFile},
		{area: area, method: "DELETE", versions: "3", path: "/files/{fileId}", handler: deleteFile},
		{area: area, method: "GET", versions: "3", path: "/files/{fileId}/download", handler: download, access: byAnyToken, stream: true, unlimited: true, faq: "F06 F35"},
	}
}

func networkRoutes() []route {
	const settings, moderation = "Network settings", "Block and allow lists"
	rows := []route{
		{area: settings, method: "GET", versions: "3", path: "/network-settings/prehook", handler: getPrehook},
		{area: settings, method: "PUT", versions: "3", path: "/network-settings/prehook", handler: putPrehook},
		{area: settings, method: "GET", versions: "3", path: "/network-settings/{name}", handler: getSetting, faq: "F05"},
		{area: settings, method: "PUT", versions: "3", path: "/network-settings/{name}", handler: putSetting, faq: "F05"},
		{area: settings, method: "GET", versions: "2", path: "/moderation-settings", handler: getModeration, faq: "F78"},
		{area: settings, method: "PUT", versions: "2", path: "/moderation-settings", handler: putModeration, faq: "F78"},
		{area: settings, method: "GET", versions: "1", path: "/ads/me", handler: noAds},
		{area: "Reports", method: "GET", versions: "1", path: "/reports/user-last-activity", handler: reportLastActivity},
		{area: moderation, method: "POST", versions: "3", path: "/blocklists", handler: addBlocked, faq: "F04"},
		{area: moderation, method: "GET", versions: "3", path: "/blocklists", handler: listBlocked, faq: "F04"},
		{area: moderation, method: "POST", versions: "3", path: "/blocklists/verify", handler: verifyBlocked},
		{area: moderation, method: "POST", versions: "3", path: "/allowlists", handler: addAllowed, faq: "F79"},
		{area: moderation, method: "GET", versions: "3", path: "/allowlists", handler: listAllowed, faq: "F79"},
		{area: moderation, method: "POST", versions: "3", path: "/allowlists/verify", handler: verifyAllowed, faq: "F79"},
	}
	// The older names; the FAQ's own curl uses v3 with them.
	for _, list := range []struct {
		path              string
		get, add, replace func(*call) (any, error)
	}{{"/blacklist/records", listBlocked, addBlocked, replaceBlocked}, {"/whitelist/records", listAllowed, addAllowed, replaceAllowed}} {
		rows = append(rows,
			route{area: moderation, method: "GET", versions: "23", path: list.path, handler: list.get, faq: "F04"},
			route{area: moderation, method: "POST", versions: "23", path: list.path, handler: list.add, faq: "F04"},
			route{area: moderation, method: "PUT", versions: "2", path: list.path, handler: list.replace},
			route{area: moderation, method: "PUT", versions: "2", path: list.path + "/{ruleId}", handler: switchRule},
			route{area: moderation, method: "DELETE", versions: "2", path: list.path, handler: deleteRules},
			route{area: moderation, method: "DELETE", versions: "2", path: list.path + "/{ruleId}", handler: deleteRules})
	}
	return rows
}
