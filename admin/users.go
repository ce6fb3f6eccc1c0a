package main

type usersCommands struct {
	Import   importCommand      `cmd:"" help:"Register users from a CSV or JSON Lines file (FAQ F01)."`
	Inactive inactiveCommand    `cmd:"" help:"List users who were not active, and delete them (FAQ F82, F87)."`
	Badge    badgeCommand       `cmd:"" help:"Give users the verified badge, or take it (FAQ F62)."`
	Delete   deleteUsersCommand `cmd:"" help:"Delete users by their ids. They cannot be restored (FAQ F81)."`
}
