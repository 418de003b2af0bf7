import unittest

from PACKAGE.pub_sub import Topics


class SubscribersTest(unittest.TestCase):
    def test_knows_wildcards_and_ends(self) -> None:
        heard: list[str] = []
        topics = Topics()
        stop = topics.subscribe("news/+", lambda message, topic: heard.append(f"{topic} {message}"))
        topics.subscribe("news/#", lambda message, topic: heard.append("all"))
        self.assertEqual(topics.publish("news/sport", "goal"), 2)
        self.assertEqual(topics.publish("news/sport/football", "goal"), 1)
        stop()
        self.assertEqual(topics.publish("news/sport", "end"), 1)
        self.assertEqual(heard, ["news/sport goal", "all", "all", "all"])

    def test_keeps_the_last_messages_for_new_subscribers(self) -> None:
        topics = Topics(keep=2)
        for message in (1, 2, 3):
            topics.publish("a", message)
        heard: list[object] = []
        topics.subscribe("a", lambda message, topic: heard.append(message))
        self.assertEqual(heard, [2, 3])


if __name__ == "__main__":
    unittest.main()
