"""Pages to leaf through without typing: the towns and their facts by topic, investors' questions, fact sheets."""
