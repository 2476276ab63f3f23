"""English questions: their words, numbers and mentions. They come out as the mentions of the same question in Chinese."""
