"""What common competencies are called in each language of letters, so that none is translated on the fly."""

from collections.abc import Iterator, Mapping

from kindregards.domain.languages import Language
from kindregards.domain.lines import one_line

# English names, then Chinese ones; the first of each is the one that letters use.
_NAMES = (
    ("Communication | Communication skills | Verbal communication", "沟通表达 | 沟通能力 | 沟通 | 表达能力 | 表达"),
    ("Written communication | Writing", "书面表达 | 写作 | 文字表达"),
    ("Presentation | Presenting | Presentation skills", "演示汇报 | 汇报能力 | 演讲"),
    ("Listening | Active listening", "倾听 | 倾听能力"),
    ("Teamwork | Collaboration | Team collaboration", "团队协作 | 团队合作 | 协作 | 合作能力"),
    ("Cross-team work | Cross-functional collaboration | Stakeholder management", "跨部门协作 | 跨团队协作"),
    ("Leadership | People leadership", "领导力 | 领导能力"),
    ("Team management | People management", "团队管理 | 人员管理"),
    ("Coaching | Mentoring", "辅导带教 | 带教 | 辅导"),
    ("Problem solving | Problem-solving", "解决问题 | 问题解决 | 解决问题的能力"),
    ("Analytical thinking | Analysis | Analytical skills", "分析能力 | 分析 | 分析思维"),
    ("Logical thinking | Logic | Structured thinking", "逻辑思维 | 逻辑 | 结构化思维 | 逻辑能力"),
    ("Critical thinking", "批判性思维 | 独立思考"),
    ("Systems thinking", "系统思维 | 系统性思考"),
    ("Creativity | Creative thinking | Innovation", "创新能力 | 创新 | 创造力 | 创意"),
    ("Decision making | Decision-making | Judgement", "决策能力 | 决策 | 判断力"),
    ("Planning | Planning and organising", "计划能力 | 规划 | 计划 | 计划与组织"),
    ("Organisation | Organization | Organising", "组织能力 | 组织协调 | 组织"),
    ("Time management", "时间管理"),
    ("Prioritisation | Prioritization | Setting priorities", "优先级管理 | 优先级判断 | 轻重缓急"),
    ("Execution | Delivery | Getting things done", "执行力 | 执行 | 落地能力"),
    ("Ownership | Accountability | Responsibility", "责任心 | 担当 | 主人翁意识"),
    ("Initiative | Proactivity", "主动性 | 积极主动"),
    ("Learning | Learning ability | Learning agility", "学习能力 | 学习 | 快速学习"),
    ("Adaptability | Flexibility", "适应能力 | 适应力 | 灵活性"),
    ("Attention to detail | Accuracy", "注重细节 | 细致 | 细节把控"),
    ("Negotiation | Negotiation skills", "谈判能力 | 谈判 | 商务谈判"),
    ("Persuasion | Influencing | Influence", "说服力 | 影响力"),
    ("Conflict resolution | Handling conflict", "冲突处理 | 冲突解决"),
    ("Customer focus | Customer orientation", "客户导向 | 客户意识 | 用户思维 | 用户意识"),
    ("Customer service", "客户服务 | 客服"),
    ("Customer success", "客户成功"),
    ("Sales | Selling", "销售能力 | 销售"),
    ("Account management", "客户管理 | 大客户管理"),
    ("Business development", "业务拓展 | 商务拓展 | 商务开拓"),
    ("Business sense | Business acumen | Commercial awareness", "商业敏感度 | 商业意识 | 商业思维"),
    ("Data analysis | Data analytics | Analytics", "数据分析 | 数据分析能力"),
    ("Data modelling | Data modeling", "数据建模"),
    ("Statistics", "统计学 | 统计分析 | 统计"),
    ("Machine learning", "机器学习"),
    ("User segmentation | Segmentation", "用户分层 | 用户分群"),
    ("User research", "用户研究 | 用户调研"),
    ("User operations", "用户运营"),
    ("User growth | Growth", "用户增长 | 增长"),
    ("Retention", "用户留存 | 留存"),
    ("Community operations | Community management", "社区运营 | 社群运营"),
    ("Content operations", "内容运营"),
    ("Campaign planning | Event planning", "活动策划 | 活动运营"),
    ("Product operations", "产品运营"),
    ("Product sense | Product thinking", "产品思维 | 产品感"),
    ("Product design", "产品设计"),
    ("Product management", "产品管理"),
    ("Requirements analysis", "需求分析"),
    ("Interaction design", "交互设计"),
    ("Visual design", "视觉设计"),
    ("Marketing", "市场营销 | 营销 | 市场推广"),
    ("Market analysis | Market research", "市场分析 | 市场调研"),
    ("Brand management | Branding", "品牌管理 | 品牌"),
    ("Project management", "项目管理 | 项目管理能力"),
    ("Process improvement | Process optimisation", "流程改进 | 流程优化"),
    ("Process design", "流程设计"),
    ("Risk management | Risk control", "风险管理 | 风险控制 | 风控"),
    ("Risk awareness", "风险意识"),
    ("Compliance", "合规 | 合规意识"),
    ("Quality management | Quality assurance", "质量管理 | 质量保证 | 质量意识"),
    ("Cost control", "成本控制"),
    ("Budgeting | Budget management", "预算管理 | 预算编制"),
    ("Financial analysis", "财务分析"),
    ("Financial modelling | Financial modeling", "财务建模"),
    ("Accounting", "会计 | 会计核算"),
    ("Auditing | Audit", "审计"),
    ("Procurement | Purchasing", "采购 | 采购管理"),
    ("Supply chain | Supply chain management", "供应链管理 | 供应链"),
    ("Logistics", "物流管理 | 物流"),
    ("Recruiting | Recruitment", "招聘 | 招聘能力"),
    ("Training | Training delivery", "培训 | 培训能力"),
    ("Teaching", "教学 | 教学能力"),
    ("Research", "研究能力 | 研究"),
    ("Programming | Coding", "编程能力 | 编程 | 编码能力"),
    ("Software design | Software architecture", "软件设计 | 架构设计 | 软件架构"),
    ("System design", "系统设计"),
    ("Algorithms | Data structures and algorithms", "算法 | 数据结构与算法"),
    ("Testing | Software testing", "软件测试 | 测试"),
    ("Debugging | Troubleshooting", "故障排查 | 排查问题 | 调试"),
    ("Database design | Databases", "数据库设计 | 数据库"),
    ("Front-end development | Frontend development", "前端开发"),
    ("Back-end development | Backend development", "后端开发"),
    ("Operations | Site reliability", "运维 | 系统运维"),
    ("Security | Information security", "信息安全 | 安全"),
    ("Technical knowledge | Technical skills", "专业知识 | 专业能力 | 技术能力"),
    ("Industry knowledge | Domain knowledge", "行业知识 | 行业理解 | 业务理解"),
)


def _pairs() -> Iterator[tuple[str, Mapping[Language, str]]]:
    for english, chinese in _NAMES:
        names = {Language.ENGLISH: english.split(" | "), Language.CHINESE: chinese.split(" | ")}
        labels = {language: spelled[0] for language, spelled in names.items()}
        for spelled in names.values():
            for name in spelled:
                yield name.casefold(), labels


_LABELS = dict(_pairs())


def label_in(competency: str, language: Language) -> str | None:
    """Return what a competency is called in a language, or None when it is not among the common ones."""
    labels = _LABELS.get(one_line(competency).casefold())
    return None if labels is None else labels[language]


def labels_of(competency: str) -> tuple[str, ...]:
    """Return what a competency is called in every language; nothing for one that is not among the common ones."""
    return tuple((_LABELS.get(one_line(competency).casefold()) or {}).values())
