// What to write about when nothing comes to mind. Basis: design; the words are ours.
export const prompts = () => [
  { id: "today", words: "What was one good moment today?" },
  { id: "hard", words: "What was hard today, and what did I do then?" },
  { id: "meeting", words: "What did I hear at a meeting that stayed with me?" },
  { id: "someone", words: "Whom did I talk with, and how was it?" },
  { id: "tomorrow", words: "What do I want to be different tomorrow?" },
];
