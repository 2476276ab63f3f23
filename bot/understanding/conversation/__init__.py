"""What a short question takes from the conversation, and what the conversation keeps of an answer.

references: 它, 这两个, 第二个 → names
said_before: a clause beside the words of the last question
completing: the last question with something put in another's place
restarting: 重置, 换个话题
remembering: what the next question may take up
"""
