// What the private notebook says on screen. Trouble never repeats what somebody typed or wrote.
export const BEFORE_YOU_START = Object.freeze({
  title: "Before you start your private notebook",
  lead: "This notebook is locked on your phone before it is saved. Only you hold the key.",
  points: Object.freeze([
    "Your counselor and your program can’t read it. The people who run this site can’t read it when it is saved here.",
    "We can’t open it for you. There is no “forgot my passphrase” button.",
    "You get a code to print. It opens the notebook if you forget your passphrase. Keep it in a safe place.",
    "If you lose every key, what you wrote is gone for good. No one can get it back.",
    "You can show an entry to your counselor. You choose which one, and they get a copy.",
    "You can save all of it to a file that you can read. That file is not locked.",
    "We can see how many entries you have, when you saved them, and about how long they are.",
  ]),
  limit: "Your phone gets this app from us each time. If someone changed the app on our side, it could read along as you write. If that worries you, don’t write it here.",
  agree: "I know that no one can get my notebook back if I lose all my keys.",
  start: "Start my notebook",
  leave: "Not now",
});

export const WAYS = Object.freeze({
  passphrase: Object.freeze({
    name: "Passphrase",
    about: "Four or more words that don’t go together. Use 15 letters or more. Don’t use your sign-in password.",
  }),
  code: Object.freeze({
    name: "Printed code",
    about: "35 letters and numbers in 7 groups. Print it or write it down. Don’t keep a photo of it on this phone.",
  }),
  passkey: Object.freeze({
    name: "Passkey",
    about: "Open it with your finger, your face or the PIN of your phone. Not all phones can do this.",
  }),
});

export const TROUBLE = Object.freeze({
  wrong_passphrase: "That passphrase does not open this notebook. Check capital letters and try again.",
  wrong_code: "That code has no typing mistake, but it is not the code of this notebook. You may have an older print.",
  wrong_passkey: "That passkey does not open this notebook. Try another way.",
  no_such_way: "This notebook can’t be opened that way. Try another way.",
  code_length: "A code has 35 letters and numbers. You typed {typed}.",
  code_typo: "There is a typing mistake in group {group}. Look at it again.",
  short_passphrase: "A passphrase needs 15 letters or more. Four words that don’t go together do well.",
  long_passphrase: "A passphrase has 256 letters at most.",
  plain_passphrase: "That passphrase is easy to guess: it has the same few letters again and again. Use other words.",
  last_way: "This is the last way to open your notebook. Add another way first.",
  too_many_ways: "This notebook has as many ways to open it as it can hold. Remove one first.",
  too_many_keys: "This notebook has changed its key too often. Save it to a file and start a new one.",
  tampered: "This was changed after you locked it, or put in another place. It was not opened.",
  truncated: "A part of this is missing, so it can’t be opened. Go online and try once more.",
  damaged: "This is not a locked notebook page, or it is damaged. It was not opened.",
  newer: "This was locked by a newer version of the app. Close the app, open it again, and try once more.",
  unknown_key: "This was locked with a key that your notebook does not have here. Go online and try once more.",
  unsettled: "This entry was changed on two phones. Choose what stays, then try again.",
  locked: "The notebook is locked. Open it first.",
  too_long: "This entry is too long to lock: {over} more than fits. Make two entries of it.",
  not_an_entry: "This is not a notebook entry: look at “{field}”.",
  no_passkeys: "This phone or browser has no passkeys. Try another way.",
  passkey_refused: "The phone did not use the passkey. Try again, or try another way.",
  passkey_too_plain: "This passkey can sign you in but can’t open a notebook. Try another way.",
});
