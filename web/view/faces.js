// Names of reactions and how they look. The platform takes any word; one that is
// not here is shown as the word it is.
export const faces = new Map(Object.entries({ like: "👍", love: "❤️", wow: "😮", haha: "😄", thanks: "🙏", fixed: "🔧", celebrate: "🎉", sad: "😢", fire: "🔥" }));

export const offered = ["love", "fixed", "thanks", "haha", "wow", "sad"].map((name) => ({ name, label: name[0].toUpperCase() + name.slice(1), face: faces.get(name) }));
